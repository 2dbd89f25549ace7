import { FRAME_MS } from "@stt-bench/protocol";
import type { Case } from "../case.ts";
import type { Session } from "../session.ts";
import { Simulator } from "../simulator.ts";
import { demand, demandEqual } from "../violation.ts";

/** How long the answer is held back: beyond the next due time, within the gateway's deadline. */
const STALL_INTERVALS = 1.5;

/** What can be seen at the simulator alone. */
export const inFlightCases: readonly Case[] = [
  {
    name: "one-in-flight",
    claim: "A flush is skipped while an answer is awaited: one request in flight per connection",
    spec: "Flush",
    profile: "wire",
    alone: true,
    run: async (gateway) => {
      const { flushIntervalMs, inferenceUrl } = gateway.target;
      const simulator = Simulator.of(inferenceUrl);
      await simulator.reset();
      await simulator.plan({ kind: "stall", ms: Math.round(STALL_INTERVALS * flushIntervalMs) });
      try {
        await demandWait(await gateway.start(), flushIntervalMs);
      } finally {
        // Where the gateway has posted nothing, it would strike whoever asks next.
        await simulator.forgive();
      }
      const { max_in_flight: most } = await simulator.stats();
      demandEqual("Most requests in flight", most, 1);
    },
  },
];

/** Streams over the stall, and demands that the first partial comes after it. */
async function demandWait(session: Session, flushIntervalMs: number): Promise<void> {
  const periodMs = Math.min(FRAME_MS, flushIntervalMs / 10);
  const frames = Math.round(2.5 * flushIntervalMs / periodMs);
  const [[first]] = await Promise.all([
    session.acknowledge(frames),
    session.stream(frames, periodMs),
  ]);
  const waitedMs = first!.atMs - session.startedAtMs;
  demand(
    waitedMs >= (1 + STALL_INTERVALS) * flushIntervalMs - 1,
    `Expected the first partial after the stalled answer, got it after ${waitedMs} ms`,
  );
}
