import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ledgerBetween, parseGatewayAccounts } from "./read_gateway_accounts.ts";

const text = `# HELP stt_gateway_frames_received_total Frames accepted
# TYPE stt_gateway_frames_received_total counter
stt_gateway_frames_received_total 100
stt_gateway_frames_ended_total{outcome="acknowledged"} 80
stt_gateway_frames_ended_total{outcome="failed"} 4
stt_gateway_frames_ended_total{outcome="dropped"} 3
stt_gateway_frames_ended_total{outcome="discarded"} 2
stt_gateway_frames_in_flight 10
stt_gateway_frames_buffered 1
stt_gateway_sessions 2
stt_gateway_sessions_opened_total 9
stt_gateway_sessions_closed_total{cause="client"} 4
stt_gateway_sessions_closed_total{cause="drain"} 3
`;
const ledger = {
  received: 100,
  acknowledged: 80,
  failed: 4,
  dropped: 3,
  discarded: 2,
  in_flight: 10,
  buffered: 1,
};

test("parseGatewayAccounts reads each count", () => {
  const sessions = { opened: 9, closed: 7, open: 2 };
  assertEquals(parseGatewayAccounts(text), { ledger, sessions });
});

test("parseGatewayAccounts knows nothing of a gateway that doesn't tell all of it", () => {
  assertEquals(parseGatewayAccounts("<html>"), undefined);
  for (
    const [what, replacement] of [
      ["in_flight 10", "in_flight ten"],
      [/.*buffered.*\n/, ""],
      [/.*opened.*\n/, ""],
      ['"drain"} 3', '"drain"} three'],
    ] as const
  ) {
    assertEquals(parseGatewayAccounts(text.replace(what, replacement)), undefined);
  }
});

test("ledgerBetween leaves out what an earlier run has counted, but not what is there now", () => {
  const after = { ...ledger, received: 150, acknowledged: 140, in_flight: 0 };
  const none = { failed: 0, dropped: 0, discarded: 0 };
  const expected = { received: 50, acknowledged: 60, ...none, in_flight: 0, buffered: 1 };
  assertEquals(ledgerBetween(ledger, after), expected);
});
