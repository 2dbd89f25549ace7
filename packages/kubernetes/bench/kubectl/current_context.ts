import { KubectlError } from "./kubectl_error.ts";
import type { KubectlRunner } from "./kubectl_runner.ts";
import { shellLine } from "./shell_line.ts";

const ARGS = ["config", "current-context"];
const TIMEOUT_MS = 10_000;

/**
 * The context that kubectl would use by itself.
 *
 * @throws {KubectlError} if there is none.
 */
export async function currentContext(
  program: string,
  runner: KubectlRunner,
  signal?: AbortSignal,
): Promise<string> {
  const exit = await runner.run({ args: ARGS, timeoutMs: TIMEOUT_MS, signal });
  const name = exit.stdout.trim();
  if (exit.code === 0 && exit.failure === undefined && name !== "") return name;
  throw new KubectlError(shellLine([program, ...ARGS]), exit);
}
