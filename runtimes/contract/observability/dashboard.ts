import { readFile } from "node:fs/promises";
import * as v from "valibot";

const Datasource = v.looseObject({ type: v.string(), uid: v.string() });

const Target = v.looseObject({
  refId: v.string(),
  datasource: Datasource,
  expr: v.string(),
  legendFormat: v.string(),
});

const Threshold = v.object({ color: v.string(), value: v.nullable(v.number()) });

const Panel = v.looseObject({
  id: v.number(),
  type: v.string(),
  title: v.string(),
  description: v.optional(v.string(), ""),
  datasource: v.optional(Datasource),
  gridPos: v.object({ x: v.number(), y: v.number(), w: v.number(), h: v.number() }),
  fieldConfig: v.optional(v.looseObject({
    defaults: v.looseObject({
      unit: v.optional(v.string()),
      thresholds: v.optional(v.object({ mode: v.string(), steps: v.array(Threshold) })),
    }),
  })),
  targets: v.optional(v.array(Target), []),
});

/** A panel of a dashboard, or the head of a row of them. */
export type Panel = v.InferOutput<typeof Panel>;

const Variable = v.looseObject({
  name: v.string(),
  type: v.string(),
  datasource: v.optional(Datasource),
  query: v.union([v.string(), v.looseObject({ query: v.string() })]),
});

const Dashboard = v.looseObject({
  uid: v.string(),
  title: v.string(),
  schemaVersion: v.number(),
  templating: v.looseObject({ list: v.array(Variable) }),
  panels: v.array(Panel),
});

/** The part of a Grafana dashboard that is checked here. */
export type Dashboard = v.InferOutput<typeof Dashboard>;

/** The dashboard for gateways, which anybody can import into Grafana. */
const dashboardFile: URL = new URL(
  "../../../charts/stt-bench/dashboards/gateway.json",
  import.meta.url,
);

/**
 * Reads the dashboard for gateways.
 *
 * @throws {Error} when it isn't there, is no JSON, or no dashboard.
 */
export async function readDashboard(): Promise<Dashboard> {
  return v.parse(Dashboard, JSON.parse(await readFile(dashboardFile, "utf8")));
}

/** The queries of the variables whose values a data source has, without those of other kinds. */
export function variableQueries({ templating }: Dashboard): string[] {
  return templating.list.filter(({ type }) => type === "query")
    .map(({ query }) => typeof query === "string" ? query : query.query);
}
