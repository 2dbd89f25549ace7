import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import type { Dashboard, Panel } from "./dashboard.ts";
import { readDashboard } from "./dashboard.ts";
import { dashboardProblems } from "./dashboard_problems.ts";
import { queryProblems } from "./query_problems.ts";
import { readExposition } from "./read_exposition.ts";

const datasource = { type: "prometheus", uid: "${datasource}" };

/** A panel that is right, or is changed so that it isn't. */
function panel(changed: Partial<Panel> = {}, defaults: Record<string, unknown> = {}): Panel {
  return {
    id: 1,
    type: "timeseries",
    title: "Sessions",
    description: "Open sessions, by gateway.",
    datasource,
    gridPos: { x: 0, y: 0, w: 12, h: 8 },
    fieldConfig: { defaults: { unit: "short", ...defaults } },
    targets: [target('sum by (instance) (sessions{instance=~"$instance"})')],
    ...changed,
  };
}

function target(expr: string, legendFormat = "") {
  return { refId: "A", datasource, expr, legendFormat };
}

function dashboard(panels: readonly Panel[], query?: string): Dashboard {
  const variable = { name: "datasource", type: "datasource", query: "prometheus" };
  const instance = { name: "instance", type: "query", datasource };
  const list = [variable, { ...instance, query: query ?? "label_values(sessions, instance)" }];
  return { uid: "a", title: "A", schemaVersion: 39, templating: { list }, panels: [...panels] };
}

test("The dashboard of gateways is as Grafana and operators want it", async () => {
  assertEquals(dashboardProblems(await readDashboard()), []);
});

test("The dashboard of gateways has the limits of the service level as lines", async () => {
  const { panels } = await readDashboard();
  const limits = panels.filter(({ title }) => title.endsWith("frame to partial"))
    .map(({ fieldConfig }) => fieldConfig?.defaults.thresholds?.steps.map(({ value }) => value));
  assertEquals(limits, [[null, 0.2, 0.35], [null, 1.2, 1.65]]);
});

test("dashboardProblems finds none in a panel that is right", () => {
  assertEquals(dashboardProblems(dashboard([panel()])), []);
});

const beside = { x: 12, y: 0, w: 12, h: 8 };
const steps = [{ color: "red", value: 1 }, { color: "green", value: null }];
const wrong: [what: string, dashboard: Dashboard, problem: string][] = [
  ["an old schema", { ...dashboard([panel()]), schemaVersion: 16 }, "expected 36 to 41, got 16"],
  ["an id twice", dashboard([panel(), panel({ gridPos: beside })]), "expected one 1, got more"],
  [
    "panels over each other",
    dashboard([panel(), panel({ id: 2, gridPos: { ...beside, x: 11 } })]),
    "Sessions: expected a place of its own, got one with Sessions",
  ],
  [
    "a panel that is too far right",
    dashboard([panel({ gridPos: { ...beside, w: 13 } })]),
    "expected 24 columns, got 25",
  ],
  ["no title", dashboard([panel({ title: "" })]), "expected a title"],
  ["no description", dashboard([panel({ description: "" })]), "expected a description"],
  ["no unit", dashboard([panel({}, { unit: undefined })]), "expected a unit, got undefined"],
  ["no query", dashboard([panel({ targets: [] }), panel({ id: 2, gridPos: beside })]), "a query"],
  [
    "a query twice",
    dashboard([panel({ targets: [target('a{b="$instance"}'), target("b")] })]),
    "expected one query A, got more",
  ],
  [
    "a data source of somebody's own",
    dashboard([panel({ datasource: { ...datasource, uid: "P1809F7CD0C75ACF3" } })]),
    "expected the data source ${datasource}, got P1809F7CD0C75ACF3",
  ],
  [
    "thresholds in disorder",
    dashboard([panel({}, { thresholds: { mode: "absolute", steps } })]),
    "expected thresholds from null upwards",
  ],
  [
    "a variable that isn't there",
    dashboard([panel({ targets: [target('a{instance="$instance", b="$variant"}')] })]),
    "$variant: expected a variable, got none",
  ],
  [
    "a variable that nobody uses",
    dashboard([panel({ targets: [target("a")] })]),
    "$instance: expected to be used",
  ],
];

for (const [what, each, problem] of wrong) {
  test(`dashboardProblems finds ${what}`, () => {
    const problems = dashboardProblems(each);
    assertEquals(problems.filter((found) => found.includes(problem)), problems);
    assertEquals(problems.length, 1);
  });
}

const families = [
  ...readExposition([
    "# HELP sessions Open",
    "# TYPE sessions gauge",
    "sessions 1",
    "# HELP closed_total Closed",
    "# TYPE closed_total counter",
    'closed_total{cause="client"} 1',
    "",
  ].join("\n")).values(),
];

const CHOSEN = 'instance=~"$instance"';

const queries: [expr: string, problem: string | undefined, legend?: string][] = [
  [`sum by (cause) (rate(closed_total{${CHOSEN}}[$__rate_interval]))`, undefined, "{{cause}}"],
  [`sum by (instance) (closed_total{${CHOSEN}, cause=~"client"})`, undefined, "of {{instance}}"],
  [`sum(opened_total{${CHOSEN}})`, "expected a metric of the gateway, got opened_total"],
  [`sessions{${CHOSEN}, cause="client"}`, "expected sessions to have the label cause"],
  [`closed_total{${CHOSEN}, cause="clown"}`, 'expected closed_total to have cause="clown"'],
  [`closed_total{${CHOSEN}, cause=~"client|x"}`, 'expected closed_total to have cause="x"'],
  [`sum by (cause) (sessions{${CHOSEN}})`, "expected sessions to have the label cause"],
  [`rate(sessions{${CHOSEN}}[$__rate_interval])`, "expected a counter, got sessions"],
  ["sum(sessions)", "expected sessions of chosen gateways (instance=~$instance)"],
  [
    `sum by (cause) (closed_total{${CHOSEN}})`,
    "expected the legend to have labels of the query, got code",
    "{{code}}",
  ],
];

for (const [expr, problem, legend] of queries) {
  test(`queryProblems finds ${problem ?? "nothing wrong"} in ${expr}`, () => {
    const board = dashboard([panel({ targets: [target(expr, legend)] })]);
    const expected = problem === undefined ? [] : [`Sessions: ${problem}`];
    assertEquals(queryProblems(board, families), expected);
  });
}

test("queryProblems looks at what variables ask for, too", () => {
  for (
    const [query, problem] of [
      ["label_values(closed_total, code)", "expected closed_total to have the label code"],
      ["label_values(open, instance)", "expected a metric of the gateway, got open"],
      ["up", "expected label_values(…), got up"],
    ] as const
  ) {
    const problems = queryProblems(dashboard([panel()], query), families);
    assertEquals(problems.filter((found) => found === `Variables: ${problem}`).length, 1);
  }
});

test("queryProblems does not accept what is no PromQL", () => {
  const board = dashboard([panel({ targets: [target("sum(")] })]);
  assertThrows(() => queryProblems(board, families), SyntaxError, "expected PromQL");
});
