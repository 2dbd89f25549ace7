import { fileURLToPath } from "node:url";
import { Child } from "@stt-bench/bench";
import { findTool } from "@stt-bench/toolchain";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** The collector as a child that has not said yet whether it listens, with its files in `folder`. */
export async function spawnCollector(
  runtime: "node" | "bun" | "deno",
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const { path } = await findTool(runtime);
  return new Child({
    name: `collector on ${runtime}`,
    command: [path, ...(runtime === "deno" ? ["run", "-A"] : []), main],
    env: { PORT: "0", DATA_DIR: folder, START_DELAY_MS: "0", ...env },
  });
}
