import { test } from "node:test";
import { assertRejects } from "@std/assert";
import { Violation } from "@stt-bench/conformance";
import { untilMetrics } from "./until_metrics.ts";

test("untilMetrics waits until every sample has its value", async () => {
  const scrapes = [[1, 0], [1, 2]];
  await untilMetrics({ metrics: () => Promise.resolve(scrapes.shift()!) }, { a: 1, b: 2 });
});

test("untilMetrics says why a gateway doesn't tell its metrics, and what it told last", async () => {
  const scrapes = [[1, 0]];
  const metrics = () => {
    const scrape = scrapes.shift();
    return scrape ? Promise.resolve(scrape) : Promise.reject(new Error("Cannot connect"));
  };
  await assertRejects(
    () => untilMetrics({ metrics }, { a: 1, b: 2 }),
    Violation,
    "Cannot connect; b: expected 2, got 0",
  );
});
