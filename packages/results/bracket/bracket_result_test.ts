import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { historyOf, searchOptions } from "../testing/bracket_history.ts";
import { bracketResult } from "./bracket_result.ts";
import type { Point } from "./point.ts";

const failure = (sessions: number, changes: Partial<Point>): Point => ({
  sessions,
  verdict: "fail",
  failingGates: [],
  errors: 0,
  reasons: [],
  ...changes,
});

function resultOf(history: readonly Point[], outcome: "bracketed" | "unfinished" = "bracketed") {
  return bracketResult(outcome, history, searchOptions());
}

test("A result names the gate that failed most often at the first solid fail", () => {
  const history = [
    ...historyOf("100p 100p"),
    failure(400, { failingGates: ["silent sessions"], errors: 7 }),
    failure(105, { failingGates: ["newest p50", "newest p95"] }),
    failure(105, { failingGates: ["newest p95", "oldest p95"] }),
  ];
  assertEquals(resultOf(history).failingGate, "newest p95");
});

test("A result names the first of the gates that failed equally often", () => {
  const failingGates = ["oldest p50", "oldest p95"];
  const history = [failure(105, { failingGates }), failure(105, { failingGates })];
  assertEquals(resultOf(history).failingGate, "oldest p50");
});

test("A result names the gate of the first solid fail, not of a borderline fail below it", () => {
  const solid = failure(110, { failingGates: ["oldest p95"], errors: 2 });
  const history = [
    ...historyOf("100p 100p 105p"),
    failure(105, { failingGates: ["newest p50"] }),
    solid,
    solid,
  ];
  const { failingGate, errorMode } = resultOf(history);
  assertEquals([failingGate, errorMode], ["oldest p95", "error-cliff"]);
});

test("A result without a solid fail names the gate of the lowest fail above what is confirmed", () => {
  const history = [
    failure(400, { failingGates: ["oldest p50"] }),
    failure(150, { failingGates: ["newest p95"], errors: 1 }),
    ...historyOf("100p 100p 50p 150p"),
    failure(50, { failingGates: ["error ratio"] }),
  ];
  const { failingGate, errorMode } = resultOf(history, "unfinished");
  assertEquals([failingGate, errorMode], ["newest p95", "error-cliff"]);
});

test("A result has no gate and no error mode where nothing failed", () => {
  const { failingGate, errorMode, reasons } = resultOf(historyOf("100p 100p"), "unfinished");
  assertEquals([failingGate, errorMode, reasons], [null, null, []]);
});

test("A result may fail without a gate: a gateway that dies breaks none", () => {
  const reasons = ["no session was left before the end of the run"];
  const dies = failure(105, { errors: 105, reasons });
  const result = resultOf([dies, dies]);
  assertEquals([result.failingGate, result.errorMode], [null, "error-cliff"]);
  assertEquals(result.reasons, [`105 sessions: ${reasons[0]}`]);
});

const modes: [errors: number[], mode: string][] = [
  [[0, 0], "latency-edge"],
  [[0, 3], "error-cliff"],
  [[5, 5], "error-cliff"],
];

for (const [errors, mode] of modes) {
  test(`Fails with ${errors.join(" and ")} errors are ${mode}`, () => {
    assertEquals(resultOf(errors.map((count) => failure(105, { errors: count }))).errorMode, mode);
  });
}

test("A result gives the reasons of the first solid fail, each once", () => {
  const history = [
    ...historyOf("100p"),
    failure(400, { reasons: ["newest p95 900 ms > 350 ms"] }),
    failure(105, { reasons: ["newest p95 360 ms > 350 ms", "newest p50 210 ms > 200 ms"] }),
    failure(105, { reasons: ["newest p95 360 ms > 350 ms"] }),
  ];
  assertEquals(resultOf(history).reasons, [
    "105 sessions: newest p95 360 ms > 350 ms",
    "105 sessions: newest p50 210 ms > 200 ms",
  ]);
});

test("A result gives the reasons why the level above what is confirmed can't be measured", () => {
  const history = historyOf("100p 100p 90i 90i 90i 105i 105i 105i 200i 200i 200i");
  const { reasons } = bracketResult("generator-limited", history, searchOptions());
  assertEquals(reasons, ["105 sessions: generator-limited: own CPU 97 %"]);
});

test("A result at the cap names the cap", () => {
  const { reasons } = bracketResult("at-cap", historyOf("300p 300p"), searchOptions({ max: 300 }));
  assertEquals(reasons, ["no solid fail up to 300 sessions, the highest allowed"]);
});

const contradictions: [confirmations: number, history: string, reason: string][] = [
  [1, "300f 800p", "800 sessions passed once, but 300 failed once"],
  [2, "300f 300f 800p 800p", "800 sessions passed twice, but 300 failed twice"],
  [3, "3f 3f 3f 8p 8p 8p", "8 sessions passed 3 times, but 3 failed 3 times"],
];

for (const [confirmations, history, reason] of contradictions) {
  test(`A non-monotonic result says: ${reason}`, () => {
    const options = searchOptions({ confirmations });
    assertEquals(bracketResult("non-monotonic", historyOf(history), options).reasons[0], reason);
  });
}

test("A result counts all points, and sorts what is borderline", () => {
  const { points, borderline } = resultOf(historyOf("200p 200f 150f 150p 100i 100i 100p"));
  assertEquals([points, borderline], [7, [150, 200]]);
});
