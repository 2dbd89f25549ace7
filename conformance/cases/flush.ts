import { FRAME_MS } from "@stt-bench/protocol";
import { driftPerInterval } from "../cadence.ts";
import type { Case } from "../case.ts";
import { demand } from "../violation.ts";

const SPEC = "Flush";

/** Intervals that the cadence is watched for. */
const CADENCE_INTERVALS = 6;

/** Partials: when they come, and what they say. */
export const flushCases: readonly Case[] = [
  {
    name: "cadence",
    claim: "Flushes are due every interval after the start message, without drift",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const { flushIntervalMs } = gateway.target;
      const periodMs = Math.min(FRAME_MS, flushIntervalMs / 20);
      const frames = Math.round(CADENCE_INTERVALS * flushIntervalMs / periodMs);
      const session = await gateway.start();
      const [received] = await Promise.all([
        session.acknowledge(frames),
        session.stream(frames, periodMs),
      ]);
      checkCount(received.length);
      // The newest frame of a batch was sent just before the flush began, and that was its due
      // time plus its lateness.
      const dueTimesMs = received.slice(0, -1).map(({ message }) =>
        session.sentAtMs(message.newest_frame_seq) - message.flush_lateness_ms
      );
      const drift = driftPerInterval(dueTimesMs, flushIntervalMs);
      const toleranceMs = Math.max(25, flushIntervalMs / 20);
      demand(
        Math.abs(drift) <= toleranceMs,
        `Due times: expected a drift of at most ${toleranceMs} ms per interval, got ${drift} ms`,
      );
    },
  },
  {
    name: "golden-answer",
    claim: "Partials are strict JSON, numbered from 1 without a gap, with the right answer",
    spec: "Gateway to client; inference API",
    profile: "wire",
    run: async (gateway) => {
      const session = await gateway.start();
      session.sendFrames(7);
      await session.acknowledge(7);
      session.sendFrames(1);
      await session.acknowledge(8);
      await session.stream(20);
      await session.acknowledge(28);
    },
  },
  {
    name: "burst",
    claim: "A burst of two seconds of audio is served whole",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const session = await gateway.start();
      session.sendFrames(100);
      await session.acknowledge(100);
    },
  },
  {
    name: "independent-sessions",
    claim: "Each connection has its own numbers and its own answers",
    spec: "Client to gateway, 3",
    profile: "wire",
    run: async (gateway) => {
      const counts = [1, 2, 3, 5, 8];
      await Promise.all(counts.map(async (count) => {
        const session = await gateway.start();
        session.sendFrames(count);
        await session.acknowledge(count);
      }));
    },
  },
  {
    name: "nothing-to-flush",
    claim: "Where nothing is buffered, nothing is flushed",
    spec: SPEC,
    profile: "wire",
    run: async (gateway) => {
      const session = await gateway.start();
      session.sendFrames(1);
      await session.acknowledge(1);
      const event = await session.client.poll(2.5 * gateway.target.flushIntervalMs);
      demand(
        event === undefined,
        `Expected no message without audio, got ${JSON.stringify(event)}`,
      );
      session.sendFrames(1);
      await session.acknowledge(2);
    },
  },
];

function checkCount(partials: number): void {
  // The last frames may need one interval more; on a busy machine some flushes are skipped.
  const [min, max] = [CADENCE_INTERVALS / 2, CADENCE_INTERVALS + 1];
  demand(
    partials >= min && partials <= max,
    `Partials in ${CADENCE_INTERVALS} intervals: expected ${min}–${max}, got ${partials}`,
  );
}
