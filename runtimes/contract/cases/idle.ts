import { delay, demandEqual } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";

/**
 * Long enough to see that Deno's default is off: it pings after 15 s, and closes after 30 s. Bun's
 * default closes after 120 s, which nobody waits for here; it also pings before.
 */
const IDLE_MS = 17_000;

/** A client that has nothing to say. */
export const idleCases: readonly ContractCase[] = [
  {
    name: "idle",
    claim: "A session that says nothing is neither pinged nor closed",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const session = await gateway.start();
      await delay(IDLE_MS);
      session.sendFrames(1);
      await session.acknowledge(1);
      demandEqual("Pings of an idle session", session.client.pingsAnswered, 0);
    },
  },
];
