import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { createNumbers } from "../gateway_numbers.ts";
import { parseWorkerMessage } from "./worker_messages.ts";

const numbers = { ...createNumbers(), sessions: 3, userCpuUs: 1234 };

test("parseWorkerMessage reads numbers as they were written", () => {
  const message = { event: "numbers", numbers } as const;
  assertEquals(parseWorkerMessage(JSON.stringify(message)), message);
});

test("parseWorkerMessage reads where a gateway listens, whatever else it says", () => {
  const url = "http://127.0.0.1:1234";
  const line = JSON.stringify({ event: "listening", name: "gateway", url, variant: "x" });
  assertEquals(parseWorkerMessage(line), { event: "listening", url });
});

function withBuckets(counts: readonly number[]) {
  return { ...numbers, histograms: { ...numbers.histograms, loopDelay: { counts, sumMs: 0 } } };
}

const others = [
  ["a line that is no JSON", "ready"],
  ["another event", '{"event":"dancing"}'],
  ["a URL that is none", '{"event":"listening","url":"here"}'],
  ["numbers without a part", JSON.stringify({ event: "numbers", numbers: { sessions: 1 } })],
  ["a bucket too few", JSON.stringify({ event: "numbers", numbers: withBuckets([0, 0]) })],
  [
    "a negative count",
    JSON.stringify({ event: "numbers", numbers: { ...numbers, userCpuUs: -1 } }),
  ],
] as const;

for (const [what, line] of others) {
  test(`parseWorkerMessage takes no ${what}`, () => {
    assertEquals(parseWorkerMessage(line), undefined);
  });
}
