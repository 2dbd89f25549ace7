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
  userUs: "process_cpu_user_seconds_total",
  systemUs: "process_cpu_system_seconds_total",
  rssBytes: "process_resident_memory_bytes",
};

/** Reads Prometheus' text format; undefined unless a gateway's process is in it. */
export function parseGatewayMetrics(text: string): GatewayMetrics | undefined {
  const lines = text.split("\n");
  const valueOf = (name: string) => {
    const line = lines.find((line) => line.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };
  const userUs = microseconds(valueOf(NAMES.userUs));
  const systemUs = microseconds(valueOf(NAMES.systemUs));
  const rssBytes = valueOf(NAMES.rssBytes);
  if (userUs === undefined || systemUs === undefined || rssBytes === undefined) return undefined;
  return {
    userUs,
    systemUs,
    rssBytes,
    accounts: parseGatewayAccounts(text),
    build: parseBuild(lines.find((line) => line.startsWith("stt_gateway_build_info{")) ?? ""),
  };
}

function microseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined || !Number.isFinite(seconds) ? undefined : seconds * 1e6;
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
