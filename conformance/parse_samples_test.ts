import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { parseSamples, sampleValue } from "./parse_samples.ts";
import { fixtureMetrics } from "./testing/fixture_metrics.ts";
import { Violation } from "./violation.ts";

test("parseSamples reads values by name and labels, whatever is in them", () => {
  const samples = parseSamples(fixtureMetrics);
  assertEquals(samples.get("stt_gateway_frames_received_total"), 14);
  assertEquals(samples.get('x_total{a="b c"}'), 1500);
  assertEquals(samples.has("# TYPE up"), false);
});

test("sampleValue tells a sample that is 0 from one that isn't there", () => {
  const samples = parseSamples("a 0\n");
  assertEquals(sampleValue(samples, "a"), 0);
  assertThrows(() => sampleValue(samples, "b"), Violation, "Expected the metric b, got none");
});
