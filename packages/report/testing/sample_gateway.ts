/** A gateway as the sample results have it: what it costs, and how late its partials are. */
export interface SampleGateway {
  readonly label: string;
  readonly runtime: "deno" | "node" | "bun";
  readonly version: string;
  readonly client: string;
  /** CPU µs per session-second, and the part of it that is the kernel's. */
  readonly cpuUs: number;
  readonly systemShare: number;
  /** Memory per session. */
  readonly rssBytes: number;
  /** Median of newest frame → partial. */
  readonly newestMs: number;
}

const deno = { runtime: "deno", version: "2.9.6" } as const;
const node = { runtime: "node", version: "26.10.0" } as const;
const bun = { runtime: "bun", version: "1.4.5" } as const;

/** All nine gateways, with figures near those of a real head-to-head on 2 cores. */
export const sampleGateways: readonly SampleGateway[] = [
  gateway("deno", deno, "fetch", [593, 0.18, 188_000, 94]),
  gateway("node", node, "http2", [483, 0.2, 100_000, 93]),
  gateway("bun", bun, "http2", [304, 0.4, 64_000, 90]),
  gateway("deno-tuned", deno, "tuned", [131, 0.45, 57_000, 111]),
  gateway("node-tuned", node, "tuned", [129, 0.5, 43_000, 108]),
  gateway("bun-tuned", bun, "tuned", [112, 0.55, 46_000, 110]),
  gateway("deno-reactor", deno, "reactor", [94, 0.6, 44_000, 109]),
  gateway("node-reactor", node, "reactor", [98, 0.6, 42_000, 108]),
  gateway("bun-reactor", bun, "reactor", [92, 0.6, 40_000, 109]),
];

function gateway(
  label: string,
  runtime: Pick<SampleGateway, "runtime" | "version">,
  client: string,
  [cpuUs, systemShare, rssBytes, newestMs]: readonly [number, number, number, number],
): SampleGateway {
  return { label, ...runtime, client, cpuUs, systemShare, rssBytes, newestMs };
}
