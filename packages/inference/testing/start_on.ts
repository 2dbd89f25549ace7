import { fileURLToPath } from "node:url";
import { Child } from "@stt-bench/bench";
import type { ListeningEvent } from "@stt-bench/bench";
import { findTool } from "@stt-bench/toolchain";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** A simulator in a process of its own. */
export interface RunningSimulator {
  readonly child: Child;
  readonly event: ListeningEvent;
}

/** The simulator as a child that has not said yet whether it listens. No latency but what `env` says. */
export async function spawnSimulator(
  runtime: "node" | "bun" | "deno",
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const { path } = await findTool(runtime);
  return new Child({
    name: `simulator on ${runtime}`,
    command: [path, ...(runtime === "deno" ? ["run", "-A"] : []), main],
    env: { PORT: "0", MODEL_DELAY_MS: "0", MODEL_BATCH_WAIT_MAX_MS: "0", ...env },
  });
}

/** The same, listening. */
export async function startOn(
  runtime: "node" | "bun",
  env: Readonly<Record<string, string>> = {},
): Promise<RunningSimulator> {
  const child = await spawnSimulator(runtime, env);
  return { child, event: await child.listening() };
}
