import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import type { Session } from "@stt-bench/conformance";
import { FRAME_MS } from "@stt-bench/protocol";
import { Bed } from "../bed.ts";
import { lintMetrics, Prometheus } from "../fixtures/prometheus.ts";
import type { PrometheusSeries } from "../fixtures/prometheus.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { until } from "../until.ts";
import { readDashboard, variableQueries } from "./dashboard.ts";

const PATIENCE_MS = 20_000;

const skip = await Prometheus.problem() ?? false;

/** What Grafana puts in the place of its variables. */
function fillIn(expr: string): string {
  return expr.replaceAll("$__rate_interval", "5s").replaceAll(/\$(instance|variant)/g, ".+");
}

/** Runs `use` while sessions stream to a gateway with two workers and one without. */
async function withTraffic(
  use: (prometheus: Prometheus, gateways: readonly GatewayProcess[]) => Promise<void>,
): Promise<void> {
  const beds = [await Bed.make("bun"), await Bed.make("node-tuned")];
  const env = { FLUSH_INTERVAL_MS: 200, CIRCUIT_BREAKER_FAILURES: 5 };
  const gateways = [
    await beds[0]!.startGateway({ ...env, WORKERS: 2 }),
    await beds[1]!.startGateway(env),
  ];
  const sessions = (await Promise.all(gateways.map((gateway) => gateway.startMany(4)))).flat();
  const stopStreaming = stream(sessions);
  try {
    await using prometheus = await Prometheus.scraping(
      gateways.map(({ url }) => new URL(url).host),
    );
    await prometheus.scraped();
    await use(prometheus, gateways);
  } finally {
    stopStreaming();
    for (const bed of beds) await bed.end();
  }
}

function stream(sessions: readonly Session[]): () => void {
  const timer = setInterval(() => {
    for (const session of sessions) session.sendFrames(1);
  }, FRAME_MS);
  return () => clearInterval(timer);
}

/** Asks until there is an answer in numbers. */
async function ask(prometheus: Prometheus, expr: string): Promise<readonly PrometheusSeries[]> {
  let series: readonly PrometheusSeries[] = [];
  const isThere = async () => {
    series = await prometheus.query(fillIn(expr));
    return series.length > 0 && series.every(({ value: [, value] }) => !Number.isNaN(value));
  };
  await until(isThere, `numbers for ${expr}`, PATIENCE_MS);
  return series;
}

test("Prometheus answers every query of the dashboard, with what its legend names", {
  skip,
}, async () => {
  const dashboard = await readDashboard();
  await withTraffic(async (prometheus, gateways) => {
    for (const { title, targets } of dashboard.panels) {
      for (const { expr, legendFormat } of targets) {
        const series = await ask(prometheus, expr);
        for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
          const lacking = series.filter(({ metric }) => !Object.hasOwn(metric, label!));
          assertEquals(lacking, [], `${title}: ${label} of ${expr}`);
        }
        if (!title.includes("not accounted for")) continue;
        assert(series.every(({ value: [, value] }) => value === 0), `${title}: ${expr}`);
      }
    }
    const lists = variableQueries(dashboard).map((query) =>
      /^label_values\((.+), (\w+)\)$/.exec(query)
    );
    const values = lists.map((list) => prometheus.labelValues(list![2]!, fillIn(list![1]!)));
    assertEquals((await Promise.all(values)).map((list) => [...list].sort()), [
      ["bun", "node-tuned"],
      gateways.map(({ url }) => new URL(url).host).sort(),
    ]);
  });
});

test("promtool finds nothing to complain of in the metrics of a gateway", { skip }, async () => {
  const bed = await Bed.make("bun");
  try {
    const gateway = await bed.startGateway({ WORKERS: 2 });
    await gateway.startMany(1);
    assertEquals(await lintMetrics((await gateway.request({ path: "/metrics" })).body), "");
  } finally {
    await bed.end();
  }
});
