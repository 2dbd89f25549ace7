import { HistogramFile, RunSummary } from "@stt-bench/results";
import type { ShardFiles } from "@stt-bench/results";
import * as v from "valibot";
import { PORTS } from "../cluster/release.ts";
import type { Release } from "../cluster/release.ts";
import type { Kubectl } from "../kubectl/kubectl.ts";

/** Names as the load generator gives them to the files of a shard. */
const NAME = /^[a-z0-9][\w.+-]{0,200}\.(summary|histograms)\.json$/i;

const Files = v.object({
  files: v.pipe(
    v.array(v.object({ name: v.string(), bytes: v.pipe(v.number(), v.minValue(0)) })),
    v.maxLength(100_000),
  ),
});

const TIMEOUT_MS = 120_000;

/**
 * Fetches what the shards of `run` have uploaded, through the API server's proxy to the collector.
 * A shard of which a file is missing is left out: whoever merges says who is missing.
 *
 * @throws {ClusterError} if a file isn't what it should be.
 * @throws {KubectlError} if the collector can't be reached.
 */
export async function fetchShards(
  kubectl: Kubectl,
  release: Release,
  run: string,
  signal: AbortSignal,
): Promise<readonly ShardFiles[]> {
  const base = collectorPath(kubectl.target.namespace, release, run);
  const get = (path: string) => ["get", "--raw", `${base}/files${path}`];
  const options = { signal, timeoutMs: TIMEOUT_MS };
  const { files } = await kubectl.json(Files, get(""), options);
  const names = files.map(({ name }) => name).filter((name) => NAME.test(name)).sort();
  const shards: ShardFiles[] = [];
  for (const name of names.filter((name) => name.endsWith(".summary.json"))) {
    const histograms = name.replace(/summary\.json$/, "histograms.json");
    if (!names.includes(histograms)) continue;
    shards.push({
      summary: await kubectl.json(RunSummary, get(`/${name}`), options),
      histograms: await kubectl.json(HistogramFile, get(`/${histograms}`), options),
    });
  }
  return shards;
}

/** Path of a run at the collector, as the API server proxies it. */
export function collectorPath(namespace: string, { collector }: Release, run: string): string {
  const service = `${collector}:${PORTS.collector}`;
  return `/api/v1/namespaces/${namespace}/services/http:${service}/proxy/runs/${run}`;
}
