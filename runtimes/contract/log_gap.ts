import type { GatewayLog } from "./gateway_log.ts";

const CLOSED = /^stt_gateway_sessions_closed_total\{cause="(.*)"\} (.*)$/gm;

/**
 * How the ends of sessions in `log` differ from those that `metrics` (Prometheus' text format) count,
 * by cause; undefined when each session has its line.
 *
 * @throws {Violation} when a line of the log is wrong.
 */
export function logGap(metrics: string, log: GatewayLog): string | undefined {
  const counted = new Map(
    Array.from(metrics.matchAll(CLOSED), ([, cause, count]) => [cause!, Number(count)]),
  );
  const logged = Map.groupBy(log.sessionEnds, ({ cause }) => cause);
  for (const cause of new Set([...counted.keys(), ...logged.keys()])) {
    const expected = counted.get(cause) ?? 0;
    const got = logged.get(cause)?.length ?? 0;
    if (got !== expected) {
      return `Sessions ended by ${cause}: expected ${expected} lines, got ${got}`;
    }
  }
  return undefined;
}
