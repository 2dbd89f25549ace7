import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { root } from "@stt-bench/toolchain";

/** How a command ended. */
export interface CommandOutput {
  /** What it wrote to standard output. */
  readonly out: string;
  /** What it wrote to standard error. */
  readonly error: string;
  /** 0 for success; null when a signal ended it. */
  readonly exitCode: number | null;
}

/** Runs `command` in the root of the repository to its end. `env` is its whole environment. */
export async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<CommandOutput> {
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const [out, error, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { out, error, exitCode };
}
