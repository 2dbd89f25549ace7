import { inFolder } from "@stt-bench/program/testing";
import { readConfig, startCollector } from "../mod.ts";

/** Gives `use` the URL of a collector in this process, and its folder; `env` says how it is set up. */
export function withCollector(
  env: Readonly<Record<string, string>>,
  use: (url: string, folder: string) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    const config = { PORT: "0", DATA_DIR: folder, START_DELAY_MS: "0", ...env };
    const collector = await startCollector(readConfig(config));
    try {
      await use(collector.url, folder);
    } finally {
      await collector.close();
    }
  });
}
