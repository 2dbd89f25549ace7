import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, startCollector } from "@stt-bench/collector";
import { Gateway, InferenceClient, scrapeMetrics, systemClock } from "@stt-bench/gateway";

/** What a gateway of several workers exposes before its first session, in Prometheus' text format. */
export async function scrapeGateway(): Promise<string> {
  const inference = new InferenceClient({
    clock: systemClock,
    timeoutMs: 2000,
    maxPauseMs: 60_000,
    transport: {
      post(_batch, handler) {
        queueMicrotask(() => handler.onEnd({ outcome: "lost", message: "no model here" }));
        return { cancel() {} };
      },
    },
  });
  const none = "none";
  const build = {
    runtime: none,
    version: none,
    variant: none,
    inference_client: none,
    inference_protocol: none,
  };
  const settings = { flushIntervalMs: 1000 };
  const { numbers } = new Gateway({
    clock: systemClock,
    inference,
    settings,
    maxSessions: 1,
    build,
  });
  const workers = { sessions: new Map([[0, 0]]), restarts: 0 };
  return await scrapeMetrics({ numbers, isDraining: false, maxSessions: 1, build, workers });
}

/** What a collector exposes before its first run. */
export async function scrapeCollector(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "docs-"));
  const collector = await startCollector(readConfig({ PORT: "0", DATA_DIR: folder }), () => {});
  try {
    return await (await fetch(`${collector.url}/metrics`)).text();
  } finally {
    await collector.close();
    await rm(folder, { recursive: true });
  }
}
