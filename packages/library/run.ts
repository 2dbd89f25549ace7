import { runCommand } from "@stt-bench/toolchain";
import type { CommandOptions } from "@stt-bench/toolchain";

/**
 * Runs `command` with `args` to its end, and gives everything that it writes.
 *
 * @throws {Error} with the same, when it fails.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: Omit<CommandOptions, "shown">,
): Promise<string> {
  const { exitCode, output } = await runCommand(command, args, options);
  options.signal?.throwIfAborted();
  if (exitCode === 0) return output;
  const line = [command, ...args].join(" ");
  throw new Error(`Cannot run ${line}: expected exit code 0, got ${exitCode}: ${output.trim()}`);
}
