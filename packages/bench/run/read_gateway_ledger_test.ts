import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ledgerBetween, parseGatewayLedger } from "./read_gateway_ledger.ts";

const text = `# HELP stt_gateway_frames_received_total Frames accepted
# TYPE stt_gateway_frames_received_total counter
stt_gateway_frames_received_total 100
stt_gateway_frames_ended_total{outcome="acknowledged"} 80
stt_gateway_frames_ended_total{outcome="failed"} 4
stt_gateway_frames_ended_total{outcome="dropped"} 3
stt_gateway_frames_ended_total{outcome="discarded"} 2
stt_gateway_frames_in_flight 10
stt_gateway_frames_buffered 1
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

test("parseGatewayLedger reads each count", () => {
  assertEquals(parseGatewayLedger(text), ledger);
});

test("parseGatewayLedger knows nothing of a gateway that doesn't tell all of it", () => {
  assertEquals(parseGatewayLedger("<html>"), undefined);
  assertEquals(parseGatewayLedger(text.replace("in_flight 10", "in_flight ten")), undefined);
  assertEquals(parseGatewayLedger(text.replace(/.*buffered.*\n/, "")), undefined);
});

test("ledgerBetween leaves out what an earlier run has counted, but not what is there now", () => {
  const after = { ...ledger, received: 150, acknowledged: 140, in_flight: 0 };
  const none = { failed: 0, dropped: 0, discarded: 0 };
  const expected = { received: 50, acknowledged: 60, ...none, in_flight: 0, buffered: 1 };
  assertEquals(ledgerBetween(ledger, after), expected);
});
