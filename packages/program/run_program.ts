import process from "node:process";
import { ExitCode } from "./exit_code.ts";
import { exitWithParent } from "./exit_with_parent.ts";
import { reasonOf } from "./reason_of.ts";
import { UsageError } from "./usage_error.ts";

/**
 * A second signal this soon is the first one again: the terminal sends SIGINT to all of its
 * processes, and `deno task` passes its own on to us (Deno 2.9: 0.2 ms later).
 */
const ECHO_MS = 250;

/**
 * Runs `main` and exits with the code that it resolves to.
 *
 * - The first SIGINT or SIGTERM aborts `signal`, the second one exits at once with 130.
 * - A {@linkcode UsageError} prints its lines and exits with 2; any other error prints its message
 *   (with its stack if it looks like a bug, or `DEBUG` is set) and exits with 1.
 */
export async function runProgram(main: (signal: AbortSignal) => Promise<ExitCode>): Promise<never> {
  exitWithParent();
  const interruption = new AbortController();
  let firstSignalMs: number | undefined;
  const interrupt = () => {
    const nowMs = performance.now();
    firstSignalMs ??= nowMs;
    if (nowMs - firstSignalMs > ECHO_MS) process.exit(ExitCode.interrupted);
    interruption.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  process.exit(await exitCodeOf(main, interruption.signal));
}

async function exitCodeOf(
  main: (signal: AbortSignal) => Promise<ExitCode>,
  signal: AbortSignal,
): Promise<ExitCode> {
  try {
    return await main(signal);
  } catch (error) {
    if (isHelpOrVersion(error)) return ExitCode.pass;
    process.stderr.write(`${describe(error)}\n`);
    if (error instanceof UsageError) return ExitCode.usage;
    return signal.aborted ? ExitCode.interrupted : ExitCode.fail;
  }
}

/** Commander throws after it has printed help or the version, with exit code 0. */
function isHelpOrVersion(error: unknown): boolean {
  return error instanceof Error && "exitCode" in error && error.exitCode === 0;
}

function describe(error: unknown): string {
  const isBug = error instanceof TypeError || error instanceof RangeError ||
    error instanceof ReferenceError;
  const stack = error instanceof Error && (isBug || process.env["DEBUG"]) ? error.stack : undefined;
  return stack || reasonOf(error);
}
