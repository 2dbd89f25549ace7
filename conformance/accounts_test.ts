import { test } from "node:test";
import { assert, assertThrows } from "@std/assert";
import { demandBalance, keepsAccounts } from "./accounts.ts";
import { fixtureMetrics } from "./testing/fixture_metrics.ts";
import { Violation } from "./violation.ts";

test("keepsAccounts tells gateways that count as ours do from others", () => {
  assert(keepsAccounts(fixtureMetrics));
  assert(!keepsAccounts("# HELP up Whether it is up.\nup 1\n"));
  assert(!keepsAccounts(""));
});

test("demandBalance is content where nothing is missing", () => {
  demandBalance(fixtureMetrics);
});

for (
  const [what, from, to, message] of [
    [
      "a frame that is nowhere",
      "received_total 14",
      "received_total 15",
      "Frames received: expected 5 acknowledged + 2 failed + 3 dropped + 1 discarded + " +
      "1 in flight + 2 buffered = 14, got 15",
    ],
    [
      "a session that is neither open nor closed",
      "sessions 1",
      "sessions 0",
      "Sessions opened: expected 5 closed + 0 open = 5, got 6",
    ],
    [
      "a number that is not told",
      "stt_gateway_frames_buffered 2\n",
      "",
      "Expected the metric stt_gateway_frames_buffered, got none",
    ],
  ] as const
) {
  test(`demandBalance says what is wrong where there is ${what}`, () => {
    assertThrows(() => demandBalance(fixtureMetrics.replace(from, to)), Violation, message);
  });
}
