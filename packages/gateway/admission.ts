import { checkUpgrade } from "@stt-bench/websocket";
import type { HeaderReader } from "@stt-bench/websocket";

/** Why an upgrade was refused; the `reason` label of a metric. */
export const REFUSAL_REASONS = ["not_an_upgrade", "version", "key", "draining", "full"] as const;

/** One of {@linkcode REFUSAL_REASONS}. */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** The HTTP answer to a request that may not become a session. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly status: 400 | 426 | 503;
  readonly headers: Readonly<Record<string, string>>;
  /** For people: what was expected and what came. */
  readonly message: string;
}

/** Seconds after which a refused client may try again. */
const RETRY_AFTER_SECONDS = 1;

/** Is the gateway able to take one more session? */
export interface Occupancy {
  readonly isDraining: boolean;
  readonly isFull: boolean;
}

/**
 * Says why a `GET` of the WebSocket endpoint may not be upgraded; undefined when it may.
 *
 * The handshake is checked here, for all runtimes, before they see it: Deno 2.9 accepts any version
 * and key, Bun 1.4 answers a wrong version with 400.
 */
export function refuseUpgrade(header: HeaderReader, occupancy: Occupancy): Refusal | undefined {
  return checkUpgrade(header) ?? refuseSession(occupancy);
}

/** Says why the gateway takes no further session; undefined when it does. */
export function refuseSession({ isDraining, isFull }: Occupancy): Refusal | undefined {
  if (!isDraining && !isFull) return undefined;
  const [reason, message] = isDraining
    ? ["draining", "The gateway is shutting down"] as const
    : ["full", "The gateway has no room for another session"] as const;
  return { reason, status: 503, headers: { "retry-after": String(RETRY_AFTER_SECONDS) }, message };
}
