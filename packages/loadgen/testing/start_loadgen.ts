import { fileURLToPath } from "node:url";
import { Child } from "@stt-bench/bench";
import type { ChildOptions } from "@stt-bench/bench";
import { findTool } from "@stt-bench/toolchain";

/** Where programs run. */
export type Runtime = "deno" | "node" | "bun";

/** A program of this package as a child; `lines` fills with its standard output. */
export interface StartedProgram {
  readonly child: Child;
  readonly lines: string[];
}

/** Starts a program of this package on a runtime. */
export async function startProgram(
  runtime: Runtime,
  file: string,
  args: readonly string[],
  options: Partial<ChildOptions> = {},
): Promise<StartedProgram> {
  const { path } = await findTool(runtime);
  const lines: string[] = [];
  const child = new Child({
    name: `${file} on ${runtime}`,
    onStdoutLine: (line) => lines.push(line),
    ...options,
    command: [
      path,
      ...(runtime === "deno" ? ["run", "-A"] : []),
      fileURLToPath(new URL(`../${file}`, import.meta.url)),
      ...args,
    ],
  });
  return { child, lines };
}

/** Starts the load generator with these flags, written as one text. */
export function startLoadgen(
  runtime: Runtime,
  flags: string,
  options: Partial<ChildOptions> = {},
): Promise<StartedProgram> {
  return startProgram(runtime, "main.ts", flags.split(" ").filter(Boolean), options);
}
