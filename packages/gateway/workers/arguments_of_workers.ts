import { readFileSync } from "node:fs";
import process from "node:process";

/**
 * The command line of this process behind its executable, with further `flags` of the runtime, for a
 * worker that runs the same program. Linux only.
 */
export function argumentsOfWorkers(flags: readonly string[]): string[] {
  const own = ownArguments();
  // Behind the program's path all arguments are the program's.
  const path = own.length - (process.argv.length - 1);
  return own.toSpliced(path, 0, ...flags);
}

/** Linux knows the runtime's flags as well; only Node's and Bun's `execArgv` does. */
function ownArguments(): string[] {
  return readFileSync("/proc/self/cmdline", "utf8").split("\0").slice(1, -1);
}
