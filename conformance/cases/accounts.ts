import { demandBalance, keepsAccounts } from "../accounts.ts";
import type { Case } from "../case.ts";
import { Skip } from "../violation.ts";

/** What the gateway has counted, once all other cases have been at it. */
export const accountCases: readonly Case[] = [
  {
    name: "balance",
    claim: "Every frame is in one place, every session open or closed, by the gateway's own count",
    spec: "Nothing lost (ours)",
    profile: "ours",
    alone: true,
    run: async (gateway) => {
      const { body } = await gateway.request({ path: "/metrics" });
      if (!keepsAccounts(body)) throw new Skip("expected metrics stt_gateway_*, got none");
      demandBalance(body);
    },
  },
];
