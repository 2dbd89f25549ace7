import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Ceiling, Culprit } from "./calibration.ts";
import { ceilingOf } from "./ceiling.ts";
import { findCeiling } from "./find_ceiling.ts";
import { ceiling, figures } from "./testing/calibration.ts";

/** Who does not hold at so many sessions, in the `run`th run there (from 0). */
type Model = (sessions: number, run: number) => Culprit | null;

async function search(model: Model, start = 1000, max = 20_000) {
  const seen = new Map<number, number>();
  return await findCeiling({ start, max }, (sessions, runsLeft) => {
    assert(runsLeft >= 1);
    const run = seen.get(sessions) ?? 0;
    seen.set(sessions, run + 1);
    return Promise.resolve(figures(sessions, model(sessions, run)));
  });
}

const edge = (culprit: Culprit, ceiling: number): Model => (sessions) =>
  sessions > ceiling ? culprit : null;

const table: [string, Model, Partial<Ceiling>][] = [
  [
    "the tools' limit, within a tenth",
    edge("tools", 2700),
    { sessions: 2600, at_least: false, limited_by: "send lateness p99" },
  ],
  [
    "a limit below where the search begins",
    edge("tools", 300),
    { sessions: 290, at_least: false },
  ],
  [
    "a lower bound where a stand-in ends it",
    edge("stand-ins", 2700),
    { sessions: 2600, at_least: true, limited_by: "null gateway send wait p99" },
  ],
  [
    "a lower bound where the machine is not quiet",
    edge("machine", 2700),
    { sessions: 2600, at_least: true, limited_by: "other programs" },
  ],
  ["a lower bound where nothing ends it", () => null, { sessions: 20_000, at_least: true }],
  ["none where not even one session holds", () => "tools", { sessions: 0, at_least: false }],
  [
    "nothing where nothing can be measured",
    () => "machine",
    { sessions: null, at_least: true, limited_by: "other programs" },
  ],
];

for (const [expectation, model, expected] of table) {
  test(`findCeiling and ceilingOf tell ${expectation}`, async () => {
    const found = ceilingOf(await search(model), undefined);
    for (const [name, value] of Object.entries(expected)) {
      assertEquals([name, found[name as keyof Ceiling]], [name, value]);
    }
  });
}

test("findCeiling is not misled by runs that fail once", async () => {
  const edges = fc.integer({ min: 1, max: 20_000 });
  await fc.assert(fc.asyncProperty(edges, fc.func(fc.boolean()), async (edge, failsFirst) => {
    const found = await search((sessions, run) =>
      sessions > edge || (run === 0 && failsFirst(sessions)) ? "tools" : null
    );
    const { sessions, at_least } = ceilingOf(found, undefined);
    assert(sessions !== null && sessions <= edge && sessions * 1.1 + 1 >= edge, `got ${sessions}`);
    assertEquals(at_least, sessions === 20_000);
  }));
});

test("ceilingOf gives the last run at the ceiling, the first above it, and the one asked for", async () => {
  const found = ceilingOf(await search(edge("tools", 2700)), 1000);
  assertEquals(
    [found.last_good?.sessions, found.last_good?.culprit],
    [found.sessions, null],
  );
  assertEquals(found.first_bad?.culprit, "tools");
  const above = found.runs.filter(({ culprit }) => culprit !== null);
  assertEquals(found.first_bad?.sessions, Math.min(...above.map(({ sessions }) => sessions)));
  assertEquals(found.asked?.sessions, 1000);
});

test("ceilingOf takes a part's limit over where the whole reaches it", async () => {
  const bound = { name: "simulator", ceiling: ceiling({ sessions: 1500 }) };
  const found = ceilingOf(await search(() => null, 1000, 1500), undefined, bound);
  assertEquals([found.sessions, found.at_least], [1500, false]);
  assertEquals(found.reasons, ["no more are served by the simulator alone"]);
  assertEquals(found.limited_by, "send lateness p99");
});
