import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Tool } from "../install/tool.ts";
import { runCommand } from "../run_command.ts";

/** Where the contract's tests leave what they have seen, from the root. */
const RESULTS = "results/contract";

/** Removes what earlier runs of the contract's tests have seen, lest it be taken for this run's. */
export async function forgetContractResults(root: string): Promise<void> {
  await rm(join(root, RESULTS), { recursive: true, force: true });
}

/**
 * Why `RELIABILITY.md` is not what the contract's tests have just seen; empty when it is, and when
 * they have not seen every case on every gateway. `deno` is its executable.
 */
export async function reliabilityPageProblem(
  root: string,
  deno: Tool,
  signal: AbortSignal,
): Promise<string> {
  const program = ["run", "--allow-all", "--no-check", "runtimes/contract/main.ts", "--check"];
  const { exitCode, output } = await runCommand(deno.path, program, { cwd: root, signal });
  return exitCode === 0 ? "" : output || `${program.join(" ")} ended with ${exitCode}\n`;
}
