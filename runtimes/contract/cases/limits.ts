import { demand, demandEqual, expectClose, upgradeFields } from "@stt-bench/conformance";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { until } from "../until.ts";

/** Limits that variables set. */
export const limitCases: readonly ContractCase[] = [
  {
    name: "start-timeout",
    claim: "A client that does not start in START_TIMEOUT_MS is closed with 1008",
    run: async (bed) => {
      const gateway = await bed.startGateway({ START_TIMEOUT_MS: 300 });
      const client = await gateway.connect();
      const reason = CloseReason.noStart;
      const started = await gateway.start();
      await expectClose(client, { code: CloseCode.policyViolation, reason });
      started.sendFrames(1);
      await started.acknowledge(1);
    },
  },
  {
    name: "message-limit",
    claim: "MAX_MESSAGE_BYTES is the longest message that is not closed with 1009",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_MESSAGE_BYTES: 1280 });
      const { client } = await gateway.start();
      client.sendBinary(new Uint8Array(1280));
      await expectClose(client, { code: CloseCode.unsupportedData });
      const { client: other } = await gateway.start();
      other.sendBinary(new Uint8Array(1281));
      await expectClose(other, { code: CloseCode.messageTooBig });
    },
  },
  {
    name: "max-sessions",
    claim: "Upgrades beyond MAX_SESSIONS get 503 with Retry-After, until a session ends",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_SESSIONS: 2 });
      const { client: first } = await gateway.start();
      await gateway.start();
      const { status, headers } = await gateway.request({ fields: upgradeFields() });
      demandEqual("Status of an upgrade beyond the limit", status, 503);
      const retryAfter = headers.get("retry-after") ?? "";
      demand(/^\d+$/.test(retryAfter), `Retry-After: expected seconds, got "${retryAfter}"`);
      demandEqual("Status of /ready", await gateway.readiness(), 503);
      demandEqual("Status of /health", (await gateway.request({ path: "/health" })).status, 200);
      first.sendClose(CloseCode.normal);
      await expectClose(first, { code: CloseCode.normal });
      await until(async () => await gateway.readiness() === 200, "/ready to be 200 again");
      const next = await gateway.startWith(1);
      await next.acknowledge(1);
    },
  },
];
