import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Where and how {@linkcode run} runs a command. */
export interface RunOptions {
  readonly cwd: string;
  /** Variables besides ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the command. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `command` with `args` to its end, and gives everything that it writes.
 *
 * @throws {Error} with the same, when it fails.
 */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env = {}, signal }: RunOptions,
): Promise<string> {
  const options = { cwd, signal, env: { ...process.env, NO_COLOR: "1", ...env } };
  try {
    const { stdout, stderr } = await execute(command, args, options);
    return stdout + stderr;
  } catch (cause) {
    signal?.throwIfAborted();
    const { stdout = "", stderr = "" } = cause as { stdout?: string; stderr?: string };
    const wrote = (stdout + stderr).trim() || String(cause);
    throw new Error(`Cannot run ${command} ${args.join(" ")}: expected exit 0, got: ${wrote}`, {
      cause,
    });
  }
}
