import { test } from "node:test";
import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { searchOptions } from "@stt-bench/results/testing";
import { nextStep } from "./bracket_search.ts";
import { play } from "./testing/play.ts";

const limits = fc.integer({ min: 1, max: 100 })
  .chain((min) => fc.record({ min: fc.constant(min), max: fc.integer({ min, max: 20_000 }) }));
const anyOptions = limits.chain(({ min, max }) =>
  fc.record({
    min: fc.constant(min),
    max: fc.constant(max),
    start: fc.integer({ min: 1, max: 20_000 }),
    step: fc.double({ min: 0.005, max: 0.5, noNaN: true }),
    confirmations: fc.integer({ min: 1, max: 3 }),
    invalidRetries: fc.integer({ min: 0, max: 2 }),
    maxProbes: fc.constantFrom(5, 40, 10_000),
  })
);

test("A search without noise encloses the true limit, as closely as asked, in few runs", () => {
  const searches = limits.chain(({ min, max }) =>
    fc.record({
      options: fc.record({
        min: fc.constant(min),
        max: fc.constant(max),
        start: fc.integer({ min, max }),
      }),
      limit: fc.integer({ min: 0, max: 25_000 }),
    })
  );
  fc.assert(fc.property(searches, ({ options: changes, limit }) => {
    const options = searchOptions(changes);
    const { history, result } = play((sessions) => sessions <= limit ? "pass" : "fail", options);
    const { outcome, confirmed, firstSolidFail } = result;
    assertLessOrEqual(history.length, 2 * Math.log2(options.max / options.min) + 10);
    assertEquals(result.borderline, []);
    if (limit < options.min) {
      assertEquals([outcome, confirmed, firstSolidFail], ["below-min", 0, options.min]);
    } else if (limit >= options.max) {
      assertEquals([outcome, confirmed, firstSolidFail], ["at-cap", options.max, null]);
    } else {
      assertEquals(outcome, "bracketed");
      assert(confirmed! <= limit && limit < firstSolidFail!);
      assertLessOrEqual(firstSolidFail! - confirmed!, Math.max(1, options.step * confirmed!));
    }
  }));
});

const anyVerdicts = fc.infiniteStream(fc.constantFrom("pass", "fail", "invalid"));

test("A search ends within its limits, whatever the verdicts, and settles each number once", () => {
  fc.assert(fc.property(anyOptions, anyVerdicts, (options, verdicts) => {
    const { history, result } = play(() => verdicts.next().value!, options);
    assertLessOrEqual(history.length, options.maxProbes);
    assertEquals(result.outcome === "unfinished" && history.length < options.maxProbes, false);
    for (const { sessions } of history) {
      assert(Number.isSafeInteger(sessions));
      assert(options.min <= sessions && sessions <= options.max);
    }
    for (const points of Map.groupBy(history, ({ sessions }) => sessions).values()) {
      const runs = options.confirmations * (1 + options.invalidRetries);
      assertLessOrEqual(points.length, Math.max(runs, 1 + options.invalidRetries));
    }
  }));
});

test("A search replayed from any of its runs goes on as it did", () => {
  fc.assert(fc.property(anyOptions, anyVerdicts, (options, verdicts) => {
    const { history, result } = play(() => verdicts.next().value!, options);
    history.forEach(({ sessions }, i) => {
      assertEquals(nextStep(history.slice(0, i), options), { kind: "probe", sessions });
    });
    assertEquals(nextStep(structuredClone(history), options), { kind: "done", result });
  }));
});
