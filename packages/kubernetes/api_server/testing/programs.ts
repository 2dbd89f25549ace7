import { fileURLToPath } from "node:url";
import process from "node:process";
import { programCommand } from "@stt-bench/bench";
import type { FindProgram } from "../pod_process.ts";

/** The programs of this repository that stand for the images of the chart. */
export async function programsByImage(): Promise<FindProgram> {
  const here = (file: string): [string, ...string[]] => [
    process.execPath,
    ...["run", "-A", "--no-check", fileURLToPath(new URL(file, import.meta.url))],
  ];
  const commands: Readonly<Record<string, readonly [string, ...string[]]>> = {
    simulator: await programCommand({ runtime: "bun", main: "packages/inference/main.ts" }),
    "gateway-bun": await programCommand({ runtime: "bun", main: "runtimes/bun/main.ts" }),
    "gateway-node": await programCommand({ runtime: "node", main: "runtimes/node/main.ts" }),
    collector: here("collector_stand_in.ts"),
    loadgen: here("loadgen_stand_in.ts"),
  };
  return (image) => commands[/([\w-]+):[\w.-]+$/.exec(image)?.[1] ?? ""];
}
