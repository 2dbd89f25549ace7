import { leftTable } from "./left_table.ts";

/** The page of metrics, from what a gateway and a collector expose in Prometheus' text format. */
export function renderMetrics(gateway: string, collector: string): string {
  return [
    "# Metrics",
    "",
    "`GET /metrics` of gateways and collector, in Prometheus' text format: seconds and bytes, and no series",
    "that sessions add to. A gateway with `WORKERS` > 1 is scraped as a whole.",
    "",
    "## Gateways",
    "",
    table(gateway),
    "",
    "## Collector",
    "",
    table(collector),
    "",
  ].join("\n");
}

function table(scrape: string): string {
  const types = new Map(
    scrape.matchAll(/^# TYPE (\S+) (\S+)$/gm).map(([, name, type]) => [
      name,
      type,
    ]),
  );
  const rows = [...scrape.matchAll(/^# HELP (\S+) (.+)$/gm)].map(([, name, help]) => {
    return [`\`${name}\``, types.get(name) ?? "–", help!];
  });
  return leftTable(["metric", "type", "meaning"], rows);
}
