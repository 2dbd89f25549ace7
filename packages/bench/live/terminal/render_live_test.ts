import { stripVTControlCharacters } from "node:util";
import { test } from "node:test";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { renderLive } from "./render_live.ts";
import type { LiveDisplay, LiveView } from "./render_live.ts";
import { goodSample } from "../testing/live_sample.ts";

const plain: LiveDisplay = { hasColor: false, columns: 100, rows: 24 };
const view: LiveView = {
  title: "round 1 of 3, node: 100 sessions",
  doing: undefined,
  doingSecs: 0,
  sample: goodSample,
  problem: undefined,
  left: { runs: 8, isGuess: false, ms: 140_000 },
};

/** The line of `label`, for a second that differs from a good one. */
function lineOf(label: string, change: Partial<typeof goodSample>, columns = 71): string {
  const lines = renderLive({ ...view, sample: { ...goodSample, ...change } }, {
    ...plain,
    columns,
  });
  return lines.find((line) => line.startsWith(`  ${label}`))?.slice(14) ?? "missing";
}

test("renderLive shows a second of a run", () => {
  assertEquals(renderLive(view, plain), [
    "❯ round 1 of 3, node: 100 sessions",
    "  measure     ██████████████░░░░░░░░░░  6 of 10 s · 4 s of this run left",
    "  newest p50  ███████████░░░░░░░░░░░░░  94 ms, within 200 ms",
    "  newest p95  █████████░░░░░░░░░░░░░░░  130 ms, within 350 ms",
    "  errors      0",
    "  sessions    ████████████████████████  100 of 100 up",
    "  partials    100 per second",
    "  CPU         gateway 31 % · generator 12 % · simulator 22 %",
    "  in all      8 runs left, about 2 min",
  ]);
});

test("renderLive has no bars where there is no room for them", () => {
  assertEquals(renderLive(view, { ...plain, columns: 60 }).slice(1, 3), [
    "  measure     6 of 10 s · 4 s of this run left",
    "  newest p50  94 ms, within 200 ms",
  ]);
});

test("renderLive shows what a step does before anything streams, and how long that takes", () => {
  const waiting = { ...view, sample: undefined, doing: "starting the gateway node" };
  assertEquals(renderLive(waiting, plain).slice(1), [
    "  now         starting the gateway node",
    "  in all      8 runs left, about 2 min",
  ]);
  assertEquals(
    renderLive({ ...waiting, doingSecs: 9.9, left: undefined }, plain).slice(1),
    ["  now         starting the gateway node, for 9 s"],
  );
});

test("renderLive keeps the figures when the next phase has begun", () => {
  const [, now, p50] = renderLive({ ...view, doing: "grace" }, { ...plain, columns: 60 });
  assertEquals([now, p50], ["  now         grace", "  newest p50  94 ms, within 200 ms"]);
});

const cases: [string, Partial<typeof goodSample>, string][] = [
  ["newest p50", { newestP50Ms: 200.4 }, "200 ms, OVER 200 ms"],
  ["newest p95", { newestP95Ms: 1234 }, "1234 ms, OVER 350 ms"],
  ["newest p95", { newestP95Ms: null }, "–"],
  ["newest p50", { newestP50LimitMs: null }, "94 ms"],
  ["newest p50", { newestP50Ms: null, newestP50LimitMs: null }, "missing"],
  ["errors", { errors: 12, sessionsBroken: 3 }, "12, 3 sessions broken"],
  ["errors", { errors: 1, sessionsBroken: 1 }, "1, 1 session broken"],
  ["sessions", { sessionsOpen: 7 }, "7 of 100 up"],
  ["partials", { partialsPerSec: 99.6 }, "100 per second"],
  ["measure", { phaseElapsedSecs: 10.2, leftSecs: 0 }, "10 of 10 s · 0 s of this run left"],
  ["now", { phase: "closing", phaseSecs: null, leftSecs: null }, "closing"],
  [
    "CPU",
    {
      cpuPercent: { gateway: 25.4, generator: null, simulator: 3 },
      cpuLimitPercent: { gateway: 25, generator: 85, simulator: null },
    },
    "gateway 25 % of 25 % · generator – · simulator 3 %",
  ],
  [
    "CPU",
    { cpuPercent: { gateway: 5, generator: 91, simulator: null } },
    "gateway 5 % · generator 91 % OVER 85 % · simulator –",
  ],
];

for (const [label, change, text] of cases) {
  test(`renderLive says of ${label}: ${text}`, () => assertEquals(lineOf(label, change), text));
}

test("renderLive fills bars no further than full", () => {
  assertEquals(
    lineOf("newest p95", { newestP95Ms: 9000 }, 100).slice(0, 26),
    `${"█".repeat(24)}  `,
  );
});

test("renderLive shows a problem", () => {
  const lines = renderLive({ ...view, problem: "Sessions break: 3 × timeout" }, plain);
  assertEquals(lines.at(-2), "  problem     Sessions break: 3 × timeout");
});

test("renderLive with colours says the same in words", () => {
  const over = {
    ...view,
    sample: { ...goodSample, newestP95Ms: 400, errors: 2 },
    problem: "broke",
  };
  for (const columns of [100, 60, 30]) {
    const colored = renderLive(over, { ...plain, columns, hasColor: true });
    assertNotEquals(colored, renderLive(over, { ...plain, columns }));
    assertEquals(colored.map(stripVTControlCharacters), renderLive(over, { ...plain, columns }));
  }
});

test("renderLive stays within every size of a terminal, and shows what matters most", () => {
  const problem = "x".repeat(500);
  for (const columns of [1, 2, 20, 40, 71, 72, 80, 200]) {
    for (const rows of [1, 2, 5, 9, 24]) {
      const lines = renderLive({ ...view, problem }, { hasColor: false, columns, rows });
      assert(
        lines.length >= 1 && lines.length <= Math.max(1, rows - 1),
        `${lines.length} of ${rows}`,
      );
      for (const line of lines) assert(line.length < Math.max(2, columns), `${line} in ${columns}`);
    }
  }
  const few = renderLive(view, { ...plain, rows: 4 });
  assertEquals(few.map((line) => line.slice(2, 12)), ["round 1 of", "measure   ", "newest p50"]);
});
