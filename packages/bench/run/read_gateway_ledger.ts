import type { GatewayLedger } from "@stt-bench/results";

const METRICS: Readonly<Record<keyof GatewayLedger, string>> = {
  received: "stt_gateway_frames_received_total",
  acknowledged: 'stt_gateway_frames_ended_total{outcome="acknowledged"}',
  failed: 'stt_gateway_frames_ended_total{outcome="failed"}',
  dropped: 'stt_gateway_frames_ended_total{outcome="dropped"}',
  discarded: 'stt_gateway_frames_ended_total{outcome="discarded"}',
  in_flight: "stt_gateway_frames_in_flight",
  buffered: "stt_gateway_frames_buffered",
};

const TIMEOUT_MS = 5000;

/**
 * Reads the ledger of a gateway from its `/metrics`; undefined where it has none, as a gateway that
 * isn't ours may.
 */
export async function readGatewayLedger(adminUrl: string): Promise<GatewayLedger | undefined> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(new URL("/metrics", adminUrl), { signal });
    return parseGatewayLedger(await response.text());
  } catch {
    return undefined;
  }
}

/** Reads the ledger in Prometheus' text format; undefined unless all of it is there. */
export function parseGatewayLedger(text: string): GatewayLedger | undefined {
  const values = new Map(
    text.split("\n").map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
  const entries = Object.entries(METRICS).map(([name, metric]) => [name, values.get(metric)]);
  if (entries.some(([, value]) => !Number.isFinite(value))) return undefined;
  return Object.fromEntries(entries) as unknown as GatewayLedger;
}

/** What became of the frames of one run, from readings before and after it. */
export function ledgerBetween(before: GatewayLedger, after: GatewayLedger): GatewayLedger {
  const since = (name: keyof GatewayLedger) => after[name] - before[name];
  return {
    received: since("received"),
    acknowledged: since("acknowledged"),
    failed: since("failed"),
    dropped: since("dropped"),
    discarded: since("discarded"),
    in_flight: after.in_flight,
    buffered: after.buffered,
  };
}
