import { delay, demand, Session } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";

/** Long enough that every time limit below runs out twice. */
const STALL_MS = 2500;
const LIMITS = { START_TIMEOUT_MS: 1000, IDLE_TIMEOUT_MS: 1000, SEND_TIMEOUT_MS: 1000 };

const FLUSH_INTERVAL_MS = 1000;

/** A process that the machine, or its own garbage, stops for a while. */
export const stallCases: readonly ContractCase[] = [
  {
    name: "own-stall",
    claim: "A gateway that was stopped past all time limits loses no client, and partials tell it",
    run: async (bed) => {
      const gateway = await bed.startGateway({
        ...LIMITS,
        FLUSH_INTERVAL_MS,
        READ_INTERVAL_MS: 20,
      });
      const silent = await gateway.start();
      const streaming = await gateway.startWith(1);
      const awaited = await gateway.connect();
      gateway.child.kill("SIGSTOP");
      const resumed = delay(STALL_MS).then(() => gateway.child.kill("SIGCONT"));
      // All of this waits in the kernel.
      const opening = gateway.start();
      // It is waited for below; a connection that ends must not end the whole run before.
      opening.catch(() => {});
      const late = new Session(awaited, FLUSH_INTERVAL_MS);
      awaited.sendText('{"type":"start"}');
      for (const session of [silent, streaming, late]) session.sendFrames(1);
      await resumed;
      const { message: { flush_lateness_ms } } = await streaming.partial();
      const leastMs = STALL_MS - FLUSH_INTERVAL_MS - 200;
      demand(
        flush_lateness_ms >= leastMs,
        `flush_lateness_ms: expected at least ${leastMs}, got ${flush_lateness_ms}`,
      );
      const opened = await opening;
      opened.sendFrames(1);
      for (const session of [silent, late, opened]) await session.acknowledge(1);
      await streaming.acknowledge(2);
    },
  },
];
