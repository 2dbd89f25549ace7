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

/** Reads one request header by its lower-case name. */
export type HeaderReader = (name: string) => string | null | undefined;

/** Seconds after which a refused client may try again. */
const RETRY_AFTER_SECONDS = 1;

/** Base64 of 16 bytes (RFC 6455 §4.1, item 7). */
const webSocketKey = /^[A-Za-z0-9+/]{22}==$/;

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
  return refuseHandshake(header) ?? refuseSession(occupancy);
}

/** Says why the gateway takes no further session; undefined when it does. */
export function refuseSession({ isDraining, isFull }: Occupancy): Refusal | undefined {
  if (!isDraining && !isFull) return undefined;
  const [reason, message] = isDraining
    ? ["draining", "The gateway is shutting down"] as const
    : ["full", "The gateway has no room for another session"] as const;
  return { reason, status: 503, headers: { "retry-after": String(RETRY_AFTER_SECONDS) }, message };
}

function refuseHandshake(header: HeaderReader): Refusal | undefined {
  if (!hasToken(header("upgrade"), "websocket") || !hasToken(header("connection"), "upgrade")) {
    return {
      reason: "not_an_upgrade",
      status: 426,
      headers: { upgrade: "websocket", connection: "Upgrade" },
      message: "Expected a WebSocket upgrade",
    };
  }
  const version = header("sec-websocket-version");
  if (version !== "13") {
    return {
      reason: "version",
      status: 426,
      headers: { "sec-websocket-version": "13" },
      message: `Expected Sec-WebSocket-Version 13, got ${JSON.stringify(version ?? null)}`,
    };
  }
  if (!webSocketKey.test(header("sec-websocket-key") ?? "")) {
    return {
      reason: "key",
      status: 400,
      headers: {},
      message: "Expected Sec-WebSocket-Key to be 16 bytes in base64",
    };
  }
  return undefined;
}

/** Is `token` (lower case) in a comma-separated header, whatever its case (RFC 9110 §5.6.1)? */
function hasToken(list: string | null | undefined, token: string): boolean {
  return list?.toLowerCase().split(",").some((item) => item.trim() === token) ?? false;
}
