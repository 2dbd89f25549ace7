import { Child, describeExit } from "@stt-bench/bench";

/**
 * Runs a command of a build to its end. An abort of `signal` ends it.
 *
 * @throws {Error} with the end of its log when it fails.
 */
export async function runStep(
  command: [string, ...string[]],
  signal?: AbortSignal,
): Promise<void> {
  const child = new Child({ name: "build step", command });
  const stop = () => void child.stop();
  signal?.addEventListener("abort", stop);
  try {
    const exit = await child.exited;
    if (exit.code !== 0) {
      throw child.error(`expected the command to succeed, ${describeExit(exit)}`);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
