import * as v from "valibot";
import { GatewayLedger } from "../gateway_ledger.ts";
import { GatewaySessions } from "../gateway_sessions.ts";

/** Version of the fields of these accounts; a change that could break a reader raises it. */
export const SOAK_ACCOUNTS_SCHEMA_VERSION = 1;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Strict schema of {@linkcode SoakAccounts}. */
export const SoakAccounts = v.strictObject({
  schema_version: v.literal(SOAK_ACCOUNTS_SCHEMA_VERSION),
  target: v.string(),
  /** Decides the faults; null where there were none. */
  seed: v.nullable(count),
  /** How often each fault was asked for, and the model restarted. */
  faults: v.record(v.string(), count),
  model_restarts: count,
  sessions: v.strictObject({
    started: count,
    /** Ended by anything but a normal close, with the reason in words. */
    broken: v.array(v.string()),
    silent: count,
    /** By the gateway's own count; null where it keeps none. */
    gateway: v.nullable(GatewaySessions),
  }),
  frames: v.strictObject({
    sent: count,
    acknowledged: count,
    in_errors: count,
    dropped: count,
    /** Sent, and not answered before their session was closed. */
    still_open: count,
    /** Sent while it was measured, and not answered in time. */
    missing: count,
    gateway: v.nullable(GatewayLedger),
    /** Frames that generator and gateway cannot agree on. */
    imbalance: count,
  }),
  /** Batches that came back as an error, and how many of them the faults explain at most. */
  errors: v.array(v.strictObject({ kind: v.string(), count, explained: count })),
  /** How often the gateway's accounts were read under load, and how often they did not balance. */
  scrapes: v.strictObject({ read: count, unbalanced: count }),
});

/** What became of all sessions and frames of a soak: the file `<target>.accounts.json`. */
export type SoakAccounts = v.InferOutput<typeof SoakAccounts>;
