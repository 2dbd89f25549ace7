import { ERROR_KINDS } from "@stt-bench/protocol";
import type { ErrorKind } from "@stt-bench/protocol";

/** Why a session ended. */
export const CLOSE_CAUSES = [
  "client",
  "connection_lost",
  "transport_protocol",
  "bad_start",
  "text_after_start",
  "bad_frame",
  "start_timeout",
  "not_reading",
  "frame_rate",
  "idle",
  "overflow",
  "drain",
  "drain_deadline",
  "bug",
] as const;

/** One of {@linkcode CLOSE_CAUSES}. */
export type CloseCause = (typeof CLOSE_CAUSES)[number];

/** Frames by what became of them. Each received frame is in exactly one of the others. */
export interface FrameLedger {
  /** Taken from the client. */
  received: number;
  /** Their partial was accepted by the transport. */
  acknowledged: number;
  /** Their error message was accepted by the transport. */
  failed: number;
  /** Dropped by the overflow policy. */
  dropped: number;
  /** Still buffered or in flight when the session ended. */
  discarded: number;
  /** In the batch that is in flight. */
  inFlight: number;
  /** Waiting for the next flush. */
  buffered: number;
}

/** An empty ledger. */
function createFrameLedger(): FrameLedger {
  return {
    received: 0,
    acknowledged: 0,
    failed: 0,
    dropped: 0,
    discarded: 0,
    inFlight: 0,
    buffered: 0,
  };
}

/** Adds what `part` counts to `sum`. */
export function addFrames(sum: FrameLedger, part: FrameLedger): void {
  for (const outcome of Object.keys(sum) as (keyof FrameLedger)[]) sum[outcome] += part[outcome];
}

/** Does every received frame have exactly one outcome, or wait for it? */
export function isBalanced(ledger: FrameLedger): boolean {
  return ledger.received ===
    ledger.acknowledged + ledger.failed + ledger.dropped + ledger.discarded + ledger.inFlight +
      ledger.buffered;
}

/** Totals over all sessions of a gateway: plain numbers, to be copied when somebody asks. */
export interface SessionCounters {
  /** Clients that have connected. */
  sessionsOpened: number;
  /** Sessions that have ended. */
  sessionsClosed: number;
  /** The frames of all of them. */
  readonly frames: FrameLedger;
  /** Batches whose answer was accepted by the transport. */
  partials: number;
  /** Batches whose inference has failed, and dropped ranges that were reported, by kind. */
  readonly errors: Record<ErrorKind, number>;
  /** Ended sessions, by cause. */
  readonly closes: Record<CloseCause, number>;
}

/** Counters that all stand at zero. */
export function createSessionCounters(): SessionCounters {
  return {
    sessionsOpened: 0,
    sessionsClosed: 0,
    frames: createFrameLedger(),
    partials: 0,
    errors: zeroes(Object.keys(ERROR_KINDS) as ErrorKind[]),
    closes: zeroes(CLOSE_CAUSES),
  };
}

function zeroes<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
