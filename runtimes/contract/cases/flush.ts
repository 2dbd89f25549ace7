import { demand, demandEqual } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";

/** Flushes, as configuration changes them. */
export const flushCases: readonly ContractCase[] = [
  {
    name: "phase-jitter",
    claim: "FLUSH_PHASE_JITTER_MS spreads the first flushes of sessions that start together",
    run: async (bed) => {
      const gateway = await bed.startGateway({ FLUSH_PHASE_JITTER_MS: 800 });
      const sessions = await Promise.all(Array.from({ length: 10 }, () => gateway.startWith(1)));
      const firstMs = await Promise.all(sessions.map(async (session) => {
        const { atMs } = await session.partial();
        return atMs - session.startedAtMs;
      }));
      const spreadMs = Math.max(...firstMs) - Math.min(...firstMs);
      // Ten phases within a tenth of the range: once in 10⁸ runs.
      demand(spreadMs > 80, `Expected first flushes spread over 800 ms, got ${spreadMs} ms`);
    },
  },
  {
    name: "reported-configuration",
    claim: "Partials report CPU_PASSES, which the model makes, and MODEL_DELAY_MS",
    run: async (bed) => {
      const gateway = await bed.startGateway({ CPU_PASSES: 2, MODEL_DELAY_MS: 33 });
      const { message } = await (await gateway.startWith(1)).partial();
      demandEqual("cpu_passes", message.cpu_passes, 2);
      demandEqual("samples", message.samples, 640);
      demandEqual("model_delay_ms", message.model_delay_ms, 33);
    },
  },
  {
    name: "late-session",
    claim: "A session that was busy is flushed on its old schedule again",
    run: async (bed) => {
      const flushIntervalMs = 400;
      const gateway = await bed.startGateway({ FLUSH_INTERVAL_MS: flushIntervalMs });
      await bed.simulator.plan({ kind: "stall", ms: 500 });
      const session = await gateway.startWith(1);
      await bed.inFlight(1);
      session.sendFrames(1);
      await session.partial();
      const { atMs } = await session.partial();
      const intervals = (atMs - session.startedAtMs) / flushIntervalMs;
      demand(intervals >= 3 - 0.01, `Expected the third due time, got ${intervals} intervals`);
    },
  },
];
