import { spawn } from "node:child_process";
import process from "node:process";

/** How a command ended. */
export interface CommandResult {
  /** 0 for success; null when a signal ended it, or it could not be started. */
  readonly exitCode: number | null;
  /** Everything it wrote to both streams, in order; empty when it was shown. */
  readonly output: string;
  readonly elapsedMs: number;
}

/** How {@linkcode runCommand} runs a command. */
export interface CommandOptions {
  readonly cwd: string;
  /** Lets it write to our own streams, rather than keeping what it writes. */
  readonly shown?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Variables that it has besides ours. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `command` to its end. An abort of `signal` sends it SIGTERM. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, shown = false, signal, env: more = {} }: CommandOptions,
): Promise<CommandResult> {
  const startedMs = performance.now();
  const output = shown ? "inherit" : "pipe";
  const plain = shown ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined };
  const env = { ...process.env, ...plain, ...more };
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, signal, stdio: ["ignore", output, output] });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk) => text += chunk);
    child.stderr?.setEncoding("utf8").on("data", (chunk) => text += chunk);
    const end = (exitCode: number | null) =>
      resolve({ exitCode, output: text, elapsedMs: performance.now() - startedMs });
    child.on("error", (error) => {
      text += `${error.message}\n`;
      // Of a program that could not be started no other event need come.
      if (child.pid === undefined) end(null);
    });
    child.on("close", end);
  });
}
