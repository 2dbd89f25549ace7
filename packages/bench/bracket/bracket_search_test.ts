import { test } from "node:test";
import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import type { BracketResult, SearchOptions } from "@stt-bench/results";
import { historyOf, searchOptions } from "@stt-bench/results/testing";
import { nextStep } from "./bracket_search.ts";
import { play } from "./testing/play.ts";
import type { GatewayModel } from "./testing/play.ts";

const holds = (limit: number): GatewayModel => (sessions) => sessions <= limit ? "pass" : "fail";

/** Passes and fails in turn between two limits. */
const wavers =
  (low: number, high: number, first: "pass" | "fail"): GatewayModel => (sessions, run) => {
    if (sessions <= low) return "pass";
    return sessions > high || (run % 2 === 0) !== (first === "pass") ? "fail" : "pass";
  };

interface Course {
  readonly what: string;
  readonly gateway: GatewayModel;
  readonly options?: Partial<SearchOptions>;
  /** The whole search: each number with the first letter of its verdict. */
  readonly course: string;
  readonly result: Partial<BracketResult>;
}

const courses: readonly Course[] = [
  {
    what: "doubles, halves the gap, and repeats both edges",
    gateway: holds(812),
    course: "100p 200p 400p 800p 1600f 1200f 1000f 900f 860f 830f 800p 830f",
    result: { outcome: "bracketed", confirmed: 800, firstSolidFail: 830, borderline: [] },
  },
  {
    what: "halves when the start fails",
    gateway: holds(812),
    options: { start: 3000 },
    course: "3000f 1500f 750p 1100f 950f 850f 800p 830f 800p 830f",
    result: { outcome: "bracketed", confirmed: 800, firstSolidFail: 830 },
  },
  {
    what: "goes down to single sessions",
    gateway: holds(1),
    options: { start: 10 },
    course: "10f 5f 2f 1p 1p 2f",
    result: { outcome: "bracketed", confirmed: 1, firstSolidFail: 2 },
  },
  {
    what: "ends below the minimum when that fails twice",
    gateway: holds(30),
    options: { min: 40 },
    course: "100f 50f 40f 40f",
    result: { outcome: "below-min", confirmed: 0, firstSolidFail: 40 },
  },
  {
    what: "ends below the minimum when that wavers",
    gateway: wavers(30, 45, "fail"),
    options: { min: 40 },
    course: "100f 50f 40f 40p",
    result: { outcome: "below-min", confirmed: 0, firstSolidFail: null, borderline: [40] },
  },
  {
    what: "ends at the cap, where it repeats the pass",
    gateway: holds(Infinity),
    options: { max: 500 },
    course: "100p 200p 400p 500p 500p",
    result: { outcome: "at-cap", confirmed: 500, firstSolidFail: null, failingGate: null },
  },
  {
    what: "ends at a cap that wavers",
    gateway: wavers(490, 600, "pass"),
    options: { max: 500 },
    course: "100p 200p 400p 500p 500f 460p 480p 480p",
    result: { outcome: "at-cap", confirmed: 480, borderline: [500], firstSolidFail: null },
  },
  {
    what: "brackets the cap when that fails",
    gateway: holds(490),
    options: { max: 500 },
    course: "100p 200p 400p 500f 460p 480p 480p 500f",
    result: { outcome: "bracketed", confirmed: 480, firstSolidFail: 500 },
  },
  {
    what: "moves a start beyond the cap to it",
    gateway: holds(Infinity),
    options: { start: 800, max: 500 },
    course: "500p 500p",
    result: { outcome: "at-cap", confirmed: 500 },
  },
  {
    what: "lists levels that pass first and then fail as borderline",
    gateway: wavers(800, 900, "pass"),
    course:
      "100p 200p 400p 800p 1600f 1200f 1000f 900p 960f 930f 900f 860p 860f 830p 830f 800p 930f",
    result: {
      outcome: "bracketed",
      confirmed: 800,
      borderline: [830, 860, 900],
      firstSolidFail: 930,
    },
  },
  {
    what: "lists levels that fail first and then pass as borderline",
    gateway: wavers(800, 900, "fail"),
    course:
      "100p 200p 400p 800p 1600f 1200f 1000f 900f 860f 830f 800p 830p 860p 900p 960f 930f 930f",
    result: {
      outcome: "bracketed",
      confirmed: 800,
      borderline: [830, 860, 900],
      firstSolidFail: 930,
    },
  },
  {
    what: "recovers from a fail that was bad luck",
    gateway: (sessions, run) => sessions === 200 && run === 0 ? "fail" : holds(400)(sessions, run),
    course: "100p 200f 160p 180p 190p 196p 196p 200p 210p 420f 300p 360p 390p 405f 390p 405f",
    result: { outcome: "bracketed", confirmed: 390, borderline: [200], firstSolidFail: 405 },
  },
  {
    what: "recovers from a pass that was good luck",
    gateway: (sessions, run) => sessions === 400 && run === 0 ? "pass" : holds(250)(sessions, run),
    course: "100p 200p 400p 800f 600f 500f 460f 430f 415f 400f 300f 260f 230p 245p 252f 245p 252f",
    result: { outcome: "bracketed", confirmed: 245, borderline: [400], firstSolidFail: 252 },
  },
  {
    what: "measures an INVALID point again, up to twice",
    gateway: (sessions, run) => run < 2 ? "invalid" : holds(104)(sessions, run),
    options: { start: 100, max: 105 },
    course: "100i 100i 100p 105i 105i 105f 100p 105f",
    result: { outcome: "bracketed", confirmed: 100, firstSolidFail: 105, points: 8 },
  },
  {
    what: "is generator-limited when points above the highest pass stay INVALID",
    gateway: (sessions) => sessions > 210 ? "invalid" : "pass",
    course:
      "100p 200p 400i 400i 400i 300i 300i 300i 260i 260i 260i 230i 230i 230i 215i 215i 215i 208p 208p",
    result: { outcome: "generator-limited", confirmed: 208, firstSolidFail: null },
  },
  {
    what: "finds the bracket below a point that stays INVALID",
    gateway: (sessions, run) => sessions > 350 ? "invalid" : holds(250)(sessions, run),
    course: "100p 200p 400i 400i 400i 300f 260f 230p 245p 252f 245p 252f",
    result: { outcome: "bracketed", confirmed: 245, firstSolidFail: 252 },
  },
  {
    what: "is generator-limited when a fail can't be repeated",
    gateway: (sessions, run) => sessions > 100 && run > 0 ? "invalid" : holds(100)(sessions, run),
    options: { max: 105 },
    course: "100p 105f 100p 105i 105i 105i",
    result: { outcome: "generator-limited", confirmed: 100, failingGate: "newest p95" },
  },
  {
    what: "looks further down when a pass can't be repeated",
    gateway: (sessions, run) => sessions === 100 && run > 0 ? "invalid" : holds(100)(sessions, run),
    options: { start: 50, max: 105 },
    course: "50p 100p 105f 100i 100i 100i 80p 90p 96p 96p",
    result: { outcome: "generator-limited", confirmed: 96 },
  },
  {
    what: "has no answer when everything is INVALID",
    gateway: () => "invalid",
    course: "100i 100i 100i",
    result: { outcome: "invalid", confirmed: null, firstSolidFail: null, errorMode: null },
  },
  {
    what: "has no answer when what lies below the fails is INVALID",
    gateway: (sessions) => sessions < 100 ? "invalid" : "fail",
    course: "100f 50i 50i 50i",
    result: { outcome: "invalid", confirmed: null, firstSolidFail: null },
  },
  {
    what: "gives up when it may measure no more",
    gateway: holds(812),
    options: { maxProbes: 6 },
    course: "100p 200p 400p 800p 1600f 1200f",
    result: { outcome: "unfinished", confirmed: null, firstSolidFail: null },
  },
  {
    what: "believes single runs if told so",
    gateway: holds(104),
    options: { confirmations: 1, max: 105 },
    course: "100p 105f",
    result: { outcome: "bracketed", confirmed: 100, firstSolidFail: 105 },
  },
];

for (const { what, gateway, options, course, result } of courses) {
  test(`A search ${what}`, () => {
    const played = play(gateway, searchOptions(options));
    assertEquals(
      played.history.map(({ sessions, verdict }) => `${sessions}${verdict[0]}`).join(" "),
      course,
    );
    assertEquals({ ...played.result, ...result }, played.result);
  });
}

test("A search repeats a fail below what is confirmed, and is non-monotonic if it fails again", () => {
  // Points of two brackets: the first one knew only up to 400.
  const before = historyOf("100p 200p 400p 400p 800p 1600f 300f 810f 800p");
  const { history, result } = play(
    (sessions) => sessions === 300 ? "fail" : "pass",
    searchOptions(),
    before,
  );
  assertEquals(history.slice(before.length).map(({ sessions }) => sessions), [300]);
  assertEquals([result.outcome, result.confirmed, result.firstSolidFail], [
    "non-monotonic",
    800,
    300,
  ]);
});

test("A search goes on when a fail below what is confirmed was bad luck", () => {
  const before = historyOf("400p 800p 300f 810f 800p");
  const { history, result } = play(holds(800), searchOptions(), before);
  assertEquals(history.slice(before.length).map(({ sessions }) => sessions), [300, 810]);
  assertEquals([result.outcome, result.confirmed, result.borderline], ["bracketed", 800, [300]]);
});

test("A search with a lower cap forgets what was measured above it", () => {
  const step = nextStep(historyOf("100p 200p 400p"), searchOptions({ max: 300 }));
  assertEquals(step, { kind: "probe", sessions: 300 });
});

test("A search encloses every true limit, as closely as asked, in few runs", () => {
  for (const changes of [{}, { start: 1 }, { start: 2000 }, { min: 7, start: 30, step: 0.01 }]) {
    const options = searchOptions({ max: 2000, ...changes });
    const mostRuns = 2 * Math.log2(options.max / options.min) + 10;
    for (let limit = options.min; limit < options.max; limit++) {
      const { history, result } = play(holds(limit), options);
      const { outcome, borderline, firstSolidFail } = result;
      const confirmed = result.confirmed!;
      assertEquals([outcome, borderline], ["bracketed", []]);
      assert(confirmed <= limit && limit < firstSolidFail!, `limit ${limit}`);
      assertLessOrEqual(firstSolidFail! - confirmed, Math.max(1, options.step * confirmed));
      assertLessOrEqual(history.length, mostRuns, `limit ${limit}`);
    }
  }
});
