import { fileURLToPath } from "node:url";
import { findTool } from "@stt-bench/toolchain";
import type { Runtime } from "./runtime.ts";

/** The repository's folder. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url));

/** A program of this repository and the runtime that it runs on. */
export interface Program {
  readonly runtime: Runtime;
  /** Its `main.ts`, from the root of the repository. */
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
  loadgen: { runtime: "bun", main: "packages/loadgen/main.ts" },
  inferbench: { runtime: "bun", main: "packages/loadgen/inferbench/main.ts" },
  "null-gateway": { runtime: "bun", main: "packages/loadgen/null_gateway.ts" },
  conformance: { runtime: "deno", main: "conformance/main.ts" },
} as const satisfies Record<string, Program>;

/** The command that runs a program on its pinned runtime. */
export async function programCommand(
  { runtime, main, flags = [] }: Program,
): Promise<[string, ...string[]]> {
  const { path } = await findTool(runtime);
  return [path, ...(runtime === "deno" ? ["run", "-A"] : []), ...flags, root + main];
}
