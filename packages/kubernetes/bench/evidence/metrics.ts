import { parseGatewayAccounts } from "@stt-bench/bench";
import type { GatewayAccounts } from "@stt-bench/bench";

/** What a gateway says at `/metrics` of itself and of its process. */
export interface GatewayMetrics {
  readonly userUs: number;
  readonly systemUs: number;
  readonly rssBytes: number;
  readonly accounts: GatewayAccounts | undefined;
  readonly build: GatewayBuild;
}

/** Which gateway it is; null where it doesn't say so. */
export interface GatewayBuild {
  readonly runtime: string | null;
  readonly version: string | null;
  readonly variant: string | null;
  readonly inference_client: string | null;
  readonly inference_protocol: string | null;
}

const NAMES = {
  userSecs: "process_cpu_user_seconds_total",
  systemSecs: "process_cpu_system_seconds_total",
  rssBytes: "process_resident_memory_bytes",
};

/** Reads Prometheus' text format; undefined unless a gateway's process is in it. */
export function parseGatewayMetrics(text: string): GatewayMetrics | undefined {
  const lines = text.split("\n");
  const valueOf = (name: string) => {
    const line = lines.find((line) => line.startsWith(`${name} `));
    const value = Number(line?.slice(name.length + 1) ?? NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const userSecs = valueOf(NAMES.userSecs);
  const systemSecs = valueOf(NAMES.systemSecs);
  const rssBytes = valueOf(NAMES.rssBytes);
  if (userSecs === undefined || systemSecs === undefined || rssBytes === undefined) {
    return undefined;
  }
  return {
    userUs: userSecs * 1e6,
    systemUs: systemSecs * 1e6,
    rssBytes,
    accounts: parseGatewayAccounts(text),
    build: parseBuild(lines.find((line) => line.startsWith("stt_gateway_build_info{")) ?? ""),
  };
}

function parseBuild(line: string): GatewayBuild {
  const label = (name: string) => new RegExp(`[{,]${name}="([^"]*)"`).exec(line)?.[1] ?? null;
  return {
    runtime: label("runtime"),
    version: label("version"),
    variant: label("variant"),
    inference_client: label("inference_client"),
    inference_protocol: label("inference_protocol"),
  };
}
