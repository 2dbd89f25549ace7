import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { parseStallOptions } from "./stall_options.ts";
import { FLUSH_INTERVAL_MS, planStall } from "./stall_plan.ts";

for (const stallSecs of [3, 4, 5, 6, 7, 8]) {
  const plan = planStall(parseStallOptions(["--stall-secs", `${stallSecs}`]));
  const argument = (name: string) => plan.loadArguments[plan.loadArguments.indexOf(name) + 1];

  test(`planStall puts one flush before and one after a stall of ${stallSecs} s`, () => {
    const resumedMs = plan.stopAfterMs + plan.stallMs;
    const flushMs = Math.ceil(resumedMs / FLUSH_INTERVAL_MS) * FLUSH_INTERVAL_MS;
    assert(plan.stopAfterMs > 0 && plan.stopAfterMs < FLUSH_INTERVAL_MS);
    assert(plan.measureSecs * 1000 > flushMs);
    assert(plan.measureSecs * 1000 < flushMs + FLUSH_INTERVAL_MS);
    assertEquals(Number(argument("--measure-secs")), Number(plan.measureSecs.toFixed(1)));
  });

  test(`planStall lets the buffer overflow in a stall of ${stallSecs} s, and nothing else strike`, () => {
    const frames = Number(plan.gatewayEnv["MAX_BUFFERED_FRAMES"]);
    assert(Number.isInteger(frames));
    // More than comes between two flushes, less than comes while the gateway is stopped.
    assert(frames > FLUSH_INTERVAL_MS / 20 && frames < plan.stallMs / 20);
    assert(Number(argument("--send-timeout-ms")) > plan.stallMs);
    assert(Number(argument("--session-grace-secs")) * 1000 > plan.stallMs + FLUSH_INTERVAL_MS);
  });
}
