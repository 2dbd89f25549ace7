import { variableQueries } from "./dashboard.ts";
import type { Dashboard } from "./dashboard.ts";
import type { MetricFamily, Sample } from "./read_exposition.ts";
import { readPromql } from "./read_promql.ts";
import type { Matcher, PromqlQuery, Selector } from "./read_promql.ts";

/** What Prometheus adds to each series by itself. */
const TARGET_LABELS = ["instance", "job"];

/** Without it a panel would show gateways that were not chosen. */
const CHOSEN = "instance=~$instance";

/** The series of a gateway by the name of their lines, and the type of their metric. */
type Series = ReadonlyMap<
  string,
  { readonly type: MetricFamily["type"]; readonly samples: Sample[] }
>;

/**
 * Which queries of `dashboard` ask for what no gateway has that exposes `families`: metrics, labels,
 * and values of labels. Empty when none does.
 */
export function queryProblems(dashboard: Dashboard, families: Iterable<MetricFamily>): string[] {
  const series = seriesByName(families);
  const targets = dashboard.panels.flatMap(({ title, targets }) =>
    targets.flatMap(({ expr, legendFormat }) => {
      const query = readPromql(withoutVariables(expr));
      return [
        ...problemsOf(query, series),
        ...chosenProblems(query),
        ...legendProblems(legendFormat, query),
      ].map((problem) => `${title}: ${problem}`);
    })
  );
  return [
    ...targets,
    ...variableQueries(dashboard).flatMap((query) => listProblems(query, series)),
  ];
}

/** Durations that Grafana fills in; what it fills into texts may stay. */
function withoutVariables(expr: string): string {
  return expr.replaceAll(/\[\$__\w+\]/g, "[5m]");
}

function seriesByName(families: Iterable<MetricFamily>): Series {
  const samples = [...families].flatMap((family) =>
    family.samples.map((sample) => ({ type: family.type, sample }))
  );
  const byName = Map.groupBy(samples, ({ sample }) => sample.name);
  return new Map(
    [...byName].map(([name, all]) =>
      [name, { type: all[0]!.type, samples: all.map(({ sample }) => sample) }] as const
    ),
  );
}

function problemsOf({ selectors, groupings, rates }: PromqlQuery, series: Series): string[] {
  return [
    ...selectors.flatMap((selector) => selectorProblems(selector, series)),
    ...groupings.flatMap(({ labels, selectors }) =>
      labels.flatMap((label) =>
        selectors.filter(({ metric }) => !hasLabel(metric, label, series))
          .map(({ metric }) => `expected ${metric} to have the label ${label}`)
      )
    ),
    ...rates.filter(({ metric }) => series.get(metric)?.type === "gauge")
      .map(({ metric }) => `expected a counter, got ${metric}`),
  ];
}

function selectorProblems({ metric, matchers }: Selector, series: Series): string[] {
  if (!series.has(metric)) return [`expected a metric of the gateway, got ${metric}`];
  return matchers.flatMap((matcher) => {
    const { label } = matcher;
    if (!hasLabel(metric, label, series)) return [`expected ${metric} to have the label ${label}`];
    if (TARGET_LABELS.includes(label) || matcher.value.includes("$")) return [];
    const values = series.get(metric)!.samples.map(({ labels }) => labels[label] ?? "");
    return alternatives(matcher).filter((value) => !values.includes(value))
      .map((value) => `expected ${metric} to have ${label}="${value}"`);
  });
}

function alternatives({ operator, value }: Matcher): string[] {
  return operator === "=~" || operator === "!~" ? value.split("|") : [value];
}

function hasLabel(metric: string, label: string, series: Series): boolean {
  return TARGET_LABELS.includes(label) ||
    (series.get(metric)?.samples ?? []).some(({ labels }) => Object.hasOwn(labels, label));
}

function chosenProblems({ selectors }: PromqlQuery): string[] {
  return selectors
    .filter(({ matchers }) =>
      !matchers.some(({ label, operator, value }) => label + operator + value === CHOSEN)
    )
    .map(({ metric }) => `expected ${metric} of chosen gateways (${CHOSEN})`);
}

/** A legend can only name labels that grouping has left. */
function legendProblems(legend: string, { groupings }: PromqlQuery): string[] {
  const left = groupings.flatMap(({ labels }) => labels);
  return [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label]) => label!)
    .filter((label) => !left.includes(label))
    .map((label) => `expected the legend to have labels of the query, got ${label}`);
}

/** `label_values(selector, label)`, which is Grafana's and no PromQL. */
function listProblems(query: string, series: Series): string[] {
  const [, selector, label] = /^label_values\((.+), *(\w+)\)$/.exec(query) ?? [];
  if (selector === undefined) return [`Variables: expected label_values(…), got ${query}`];
  const { selectors } = readPromql(selector);
  const grouping = { labels: [label!], selectors };
  return problemsOf({ selectors, groupings: [grouping], rates: [] }, series)
    .map((problem) => `Variables: ${problem}`);
}
