import type { Dashboard, Panel } from "./dashboard.ts";
import { variableQueries } from "./dashboard.ts";

/** Grafana's names of units, as far as they are used. */
const UNITS: readonly (string | undefined)[] = [
  "none",
  "short",
  "s",
  "bytes",
  "percentunit",
  "cps",
  "reqps",
];

const COLUMNS = 24;

/** What every panel asks. */
const DATASOURCE = "${datasource}";

/** What Grafana 10 and 11 can import: older ones they migrate, newer ones they don't know. */
const SCHEMA_VERSIONS = [36, 41] as const;

/**
 * What is wrong with a dashboard by itself: what an operator would miss, and what Grafana would not
 * show as it is meant. Empty when nothing is.
 */
export function dashboardProblems(dashboard: Dashboard): string[] {
  const { panels, schemaVersion } = dashboard;
  const [oldest, newest] = SCHEMA_VERSIONS;
  const isKnown = schemaVersion >= oldest && schemaVersion <= newest;
  return [
    ...(isKnown ? [] : [`schemaVersion: expected ${oldest} to ${newest}, got ${schemaVersion}`]),
    ...repeated(panels.map(({ id }) => id)).map((id) => `Panels: expected one ${id}, got more`),
    ...variableProblems(dashboard),
    ...panels.flatMap((panel) => panelProblems(panel).map((what) => `${panel.title}: ${what}`)),
    ...overlaps(panels),
  ];
}

/** Each variable that is used must be there, and each that is there must be used. */
function variableProblems(dashboard: Dashboard): string[] {
  const { panels, templating: { list } } = dashboard;
  const texts = [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...variableQueries(dashboard),
    ...list.map(({ datasource }) => datasource?.uid ?? ""),
  ];
  const used = new Set(
    texts.flatMap((text) => [...text.matchAll(/\$\{?(\w+)/g)].map(([, x]) => x!)),
  );
  const declared = list.map(({ name }) => name);
  return [
    ...[...used].filter((name) => !name.startsWith("__") && !declared.includes(name))
      .map((name) => `$${name}: expected a variable, got none`),
    ...declared.filter((name) => !used.has(name)).map((name) => `$${name}: expected to be used`),
    ...list.filter(({ type, datasource }) => type === "query" && datasource?.uid !== DATASOURCE)
      .map(({ name }) => `$${name}: expected the data source ${DATASOURCE}`),
  ];
}

function panelProblems(panel: Panel): string[] {
  const { type, title, description, gridPos: { x, w }, datasource, fieldConfig, targets } = panel;
  const problems: string[] = [];
  if (title === "") problems.push("expected a title, got none");
  if (x + w > COLUMNS) problems.push(`expected ${COLUMNS} columns, got ${x + w}`);
  if (type === "row") return problems;
  const unit = fieldConfig?.defaults.unit;
  if (description.length < 10) problems.push(`expected a description, got "${description}"`);
  if (!UNITS.includes(unit)) problems.push(`expected a unit, got ${unit}`);
  if (targets.length === 0) problems.push("expected a query, got none");
  for (
    const { uid } of [
      datasource ?? { uid: "none" },
      ...targets.map((each) => each.datasource),
    ]
  ) {
    if (uid !== DATASOURCE) problems.push(`expected the data source ${DATASOURCE}, got ${uid}`);
  }
  for (const refId of repeated(targets.map((each) => each.refId))) {
    problems.push(`expected one query ${refId}, got more`);
  }
  if (!isAscending(fieldConfig?.defaults.thresholds?.steps.map(({ value }) => value) ?? [null])) {
    problems.push("expected thresholds from null upwards");
  }
  return problems;
}

/** A first step that begins nowhere, and the others in order. */
function isAscending([first, ...others]: readonly (number | null)[]): boolean {
  return first === null &&
    others.every((value, i) => value !== null && (i === 0 || value > others[i - 1]!));
}

function overlaps(panels: readonly Panel[]): string[] {
  return panels.flatMap((a, i) =>
    panels.slice(i + 1).filter((b) => isOver(a, b)).map((b) =>
      `${a.title}: expected a place of its own, got one with ${b.title}`
    )
  );
}

function isOver({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
