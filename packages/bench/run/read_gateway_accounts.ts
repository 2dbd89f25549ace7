import type { GatewayLedger, GatewaySessions } from "@stt-bench/results";

/** What a gateway says of itself: of its frames, and of its sessions since it started. */
export interface GatewayAccounts {
  readonly ledger: GatewayLedger;
  readonly sessions: GatewaySessions;
}

const FRAMES: Readonly<Record<keyof GatewayLedger, string>> = {
  received: "stt_gateway_frames_received_total",
  acknowledged: 'stt_gateway_frames_ended_total{outcome="acknowledged"}',
  failed: 'stt_gateway_frames_ended_total{outcome="failed"}',
  dropped: 'stt_gateway_frames_ended_total{outcome="dropped"}',
  discarded: 'stt_gateway_frames_ended_total{outcome="discarded"}',
  in_flight: "stt_gateway_frames_in_flight",
  buffered: "stt_gateway_frames_buffered",
};

const OPENED = "stt_gateway_sessions_opened_total";
const OPEN = "stt_gateway_sessions";

/** Counted by cause: a sample each. */
const CLOSED = "stt_gateway_sessions_closed_total{";

const TIMEOUT_MS = 5000;

/**
 * Reads the accounts of a gateway from its `/metrics`; undefined where it keeps none, as a gateway
 * that isn't ours may.
 */
export async function readGatewayAccounts(adminUrl: string): Promise<GatewayAccounts | undefined> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(new URL("/metrics", adminUrl), { signal });
    return parseGatewayAccounts(await response.text());
  } catch {
    return undefined;
  }
}

/** Reads accounts in Prometheus' text format; undefined unless all of them are there. */
export function parseGatewayAccounts(text: string): GatewayAccounts | undefined {
  const values = new Map(
    text.split("\n").map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
  const frames = Object.entries(FRAMES).map(([name, metric]) => [name, values.get(metric)]);
  const sessions = { opened: values.get(OPENED), closed: 0, open: values.get(OPEN) };
  for (const [metric, value] of values) {
    if (metric.startsWith(CLOSED)) sessions.closed += value;
  }
  const numbers = [...frames.map(([, value]) => value), ...Object.values(sessions)];
  if (!numbers.every(Number.isFinite)) return undefined;
  return { ledger: Object.fromEntries(frames), sessions: sessions as GatewaySessions };
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
