import { parseSamples, sampleValue } from "./parse_samples.ts";
import { demand } from "./violation.ts";

const FRAMES = "stt_gateway_frames";
const SESSIONS = "stt_gateway_sessions";

/** The frames that a gateway has received, and the places where each of them may be now. */
const RECEIVED = `${FRAMES}_received_total`;
const PLACES: Readonly<Record<string, string>> = {
  acknowledged: `${FRAMES}_ended_total{outcome="acknowledged"}`,
  failed: `${FRAMES}_ended_total{outcome="failed"}`,
  dropped: `${FRAMES}_ended_total{outcome="dropped"}`,
  discarded: `${FRAMES}_ended_total{outcome="discarded"}`,
  "in flight": `${FRAMES}_in_flight`,
  buffered: `${FRAMES}_buffered`,
};

/** Does the gateway that wrote `metrics` (Prometheus' text format) keep accounts, as ours do? */
export function keepsAccounts(metrics: string): boolean {
  return parseSamples(metrics).has(RECEIVED);
}

/**
 * Holds the accounts in `metrics` against themselves, at any time: each frame that was received is
 * in exactly one place, and each session that was opened is closed or open.
 *
 * @throws {Violation} that names all the numbers.
 */
export function demandBalance(metrics: string): void {
  const samples = parseSamples(metrics);
  const one = (name: string) => sampleValue(samples, name);
  const places = Object.entries(PLACES).map(([place, name]) => [place, one(name)] as const);
  const closed = [...samples].filter(([name]) => name.startsWith(`${SESSIONS}_closed_total`));
  demandSum("Frames received", one(RECEIVED), places);
  demandSum("Sessions opened", one(`${SESSIONS}_opened_total`), [
    ["closed", sum(closed.map(([, value]) => value))],
    ["open", one(SESSIONS)],
  ]);
}

function demandSum(
  what: string,
  total: number,
  parts: readonly (readonly [name: string, value: number])[],
): void {
  const expected = sum(parts.map(([, value]) => value));
  const terms = parts.map(([name, value]) => `${value} ${name}`).join(" + ");
  demand(total === expected, `${what}: expected ${terms} = ${expected}, got ${total}`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
