import type { GatewayLedger } from "./gateway_ledger.ts";
import type { Measurements } from "./run_summary.ts";

/**
 * How many frames the gateway's ledger and the load generator's cannot agree on; 0 in a correct run.
 * The ledger must count this run and nothing else, and be read after the load generator has ended.
 * The sum of what can honestly be demanded then:
 *
 * - That the ledger balances: each frame received has exactly one outcome. Always.
 * - That no partial was received that the gateway doesn't know of. Always; the other way round says
 *   nothing, as a partial may be under way when its session ends.
 * - That every frame sent was received. Only if this generator was the only one, ran to the end, and
 *   each of its sessions was closed by a closing handshake: TCP has delivered all before a Close
 *   frame, but nothing is owed to a connection that was cut.
 */
export function ledgerImbalance(ledger: GatewayLedger, run: Measurements): number {
  const { received, acknowledged, failed, dropped, discarded, in_flight, buffered } = ledger;
  const outcomes = acknowledged + failed + dropped + discarded + in_flight + buffered;
  const unknownPartials = Math.max(0, run.frames_acknowledged - acknowledged);
  const lost = allClosedWell(run) ? Math.abs(run.frames_sent - received) : 0;
  return Math.abs(received - outcomes) + unknownPartials + lost;
}

function allClosedWell(run: Measurements): boolean {
  return run.ended === "complete" && run.config.shard_count === 1 &&
    run.broken_sessions.length === 0 && run.silent_sessions === 0;
}
