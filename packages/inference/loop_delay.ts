import type { RecordableHistogram } from "node:perf_hooks";
import { recordMs } from "./percentiles.ts";

const SAMPLE_EVERY_MS = 20;

/**
 * Records into `histogram` how much later than planned the event loop runs a timer. Returns what
 * ends it. (`monitorEventLoopDelay` counts its own resolution in on Node and not on Bun.)
 */
export function watchLoopDelay(histogram: RecordableHistogram): () => void {
  let due = performance.now() + SAMPLE_EVERY_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    recordMs(histogram, now - due);
    due = now + SAMPLE_EVERY_MS;
  }, SAMPLE_EVERY_MS);
  return () => clearInterval(timer);
}
