import { programCommand } from "@stt-bench/bench";
import type { Program } from "@stt-bench/bench";
import type { FindProgram } from "../pod_process.ts";

/** What the images of the chart start, by the image's name. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  simulator: { runtime: "bun", main: "packages/inference/main.ts" },
  "gateway-bun": { runtime: "bun", main: "runtimes/bun/main.ts" },
  "gateway-node": { runtime: "node", main: "runtimes/node/main.ts" },
  "gateway-deno": { runtime: "deno", main: "runtimes/deno/main.ts" },
  collector: { runtime: "bun", main: "packages/collector/main.ts" },
  loadgen: { runtime: "bun", main: "packages/loadgen/main.ts" },
};

/** The programs of this repository that stand for the images of the chart. */
export async function programsByImage(): Promise<FindProgram> {
  const commands = new Map<string, Awaited<ReturnType<typeof programCommand>>>();
  for (const [name, program] of Object.entries(PROGRAMS)) {
    commands.set(name, await programCommand(program));
  }
  return (image) => commands.get(/([\w-]+):[\w.-]+$/.exec(image)?.[1] ?? "");
}
