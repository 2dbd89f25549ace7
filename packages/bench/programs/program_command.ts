import { findTool, root } from "@stt-bench/toolchain";
import { compile } from "../reference/compile.ts";
import type { Executor, Runtime } from "./runtime.ts";

/** A program of this repository and what it runs on. */
export interface Program {
  readonly runtime: Executor;
  /** Its `main.ts`, or its one file in C, from the root of the repository. */
  readonly main: string;
  /** Flags of the runtime. */
  readonly flags?: readonly string[];
  /** Variables that it always has. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * What a comparison needs and never compares. Each runs on one runtime in every comparison: the one
 * that measures cheapest.
 */
export const tools = {
  inference: { runtime: "bun", main: "packages/inference/main.ts" },
  collector: { runtime: "bun", main: "packages/collector/main.ts" },
  loadgen: { runtime: "bun", main: "packages/loadgen/main.ts" },
  inferbench: { runtime: "bun", main: "packages/loadgen/inferbench/main.ts" },
  "null-gateway": { runtime: "bun", main: "packages/loadgen/null_gateway.ts" },
  conformance: { runtime: "deno", main: "conformance/main.ts" },
} as const satisfies Record<string, Program & { readonly runtime: Runtime }>;

/**
 * The command that runs a program on its pinned runtime.
 *
 * @throws {ChildError} if one in C cannot be compiled.
 */
export async function programCommand(
  { runtime, main, flags = [] }: Program,
): Promise<[string, ...string[]]> {
  if (runtime === "c") return [await compile(root + main)];
  const { path } = await findTool(runtime);
  return [path, ...(runtime === "deno" ? ["run", "-A"] : []), ...flags, root + main];
}
