import type { Client } from "@stt-bench/core";
import { checkUpgrade } from "@stt-bench/websocket";
import type { HeaderReader } from "@stt-bench/websocket";
import type { AccessTokens } from "./access_tokens.ts";
import type { Remote, TrustedProxies } from "./trusted_proxies.ts";

/**
 * Why an upgrade was refused; the `reason` label of a metric. `connections`: its connection was cut
 * before it could ask.
 */
export const REFUSAL_REASONS = [
  "not_an_upgrade",
  "version",
  "key",
  "origin",
  "token",
  "draining",
  "full",
  "memory",
  "address",
  "connections",
] as const;

/** One of {@linkcode REFUSAL_REASONS}. */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** The HTTP answer to a request that may not become a session. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly status: 400 | 401 | 403 | 426 | 429 | 503;
  readonly headers: Readonly<Record<string, string>>;
  /** For people: what was expected and what came. */
  readonly message: string;
}

/** A `GET` of the WebSocket endpoint. */
export interface UpgradeRequest {
  readonly header: HeaderReader;
  /** The other end of its connection. */
  readonly remote: Remote;
}

/** A client that may have a session. */
export interface AdmittedClient extends Client {
  /** Its IP address, as a trusted proxy says, or as the connection does. */
  readonly address: string;
  /** The subprotocol to answer with: browsers insist on one that they have offered. */
  readonly subprotocol: string | undefined;
}

/** What an {@linkcode Admission} says: a client, or why not. */
export type Verdict =
  | { readonly client: AdmittedClient; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly client?: never };

/** Who may come in. What is undefined isn't asked for. */
export interface AdmissionRules {
  readonly tokens?: AccessTokens | undefined;
  /** Origins of web pages (RFC 6454). A request without `Origin` isn't a browser's, and may pass. */
  readonly origins?: ReadonlySet<string> | undefined;
  readonly proxies?: TrustedProxies | undefined;
  /** Open sessions of one address; 0: as many as it likes. */
  readonly maxSessionsPerAddress?: number;
}

/** Is the gateway able to take one more session? */
export interface Occupancy {
  readonly isDraining: boolean;
  readonly isFull: boolean;
  /** Does the process hold more memory than it may? */
  readonly isOverMemory: boolean;
  /** Open sessions of a client. */
  sessionsOf(address: string): number;
}

/** Seconds after which a refused client may try again. */
const RETRY_AFTER_SECONDS = 1;

const NO_TOKEN: Refusal = {
  reason: "token",
  status: 401,
  headers: { "www-authenticate": "Bearer" },
  message: "Expected a valid token, as Authorization: Bearer … or subprotocol bearer.…",
};

/** Version 00 of W3C Trace Context §3.2: trace, parent and flags, of which neither id is zero. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Says whether `request` may become a session. A request is judged before an origin, an origin before
 * a token, and who may not come in learns nothing of how full it is.
 *
 * The handshake is checked here, for all runtimes, before they see it: Deno 2.9 accepts any version
 * and key, Bun 1.4 answers a wrong version with 400.
 */
export function admit(
  { header, remote }: UpgradeRequest,
  rules: AdmissionRules,
  occupancy: Occupancy,
): Verdict {
  const refusal = checkUpgrade(header) ?? refuseOrigin(header, rules);
  if (refusal) return { refusal };
  const credential = rules.tokens?.admit(header);
  if (rules.tokens && !credential) return { refusal: NO_TOKEN };
  const full = refuseSession(occupancy);
  if (full) return { refusal: full };
  const client = identify(header, remote, rules, credential?.subprotocol);
  return refuseAddress(client, rules, occupancy) ?? { client };
}

/** Says why the gateway takes no further session; undefined when it does. */
export function refuseSession(
  { isDraining, isFull, isOverMemory }: Omit<Occupancy, "sessionsOf">,
): Refusal | undefined {
  if (isDraining) return unavailable("draining", "The gateway is shutting down");
  if (isFull) return unavailable("full", "The gateway has no room for another session");
  if (isOverMemory) return unavailable("memory", "The gateway has no memory for another session");
  return undefined;
}

function unavailable(reason: RefusalReason, message: string): Refusal {
  return { reason, status: 503, headers: { "retry-after": String(RETRY_AFTER_SECONDS) }, message };
}

function refuseOrigin(header: HeaderReader, { origins }: AdmissionRules): Refusal | undefined {
  const origin = header("origin");
  if (!origins || !origin || origins.has(origin)) return undefined;
  const message = `Expected an allowed Origin, got ${JSON.stringify(origin)}`;
  return { reason: "origin", status: 403, headers: {}, message };
}

function refuseAddress(
  { address }: AdmittedClient,
  { maxSessionsPerAddress = 0 }: AdmissionRules,
  occupancy: Occupancy,
): { refusal: Refusal } | undefined {
  if (maxSessionsPerAddress === 0) return undefined;
  if (occupancy.sessionsOf(address) < maxSessionsPerAddress) return undefined;
  return {
    refusal: {
      reason: "address",
      status: 429,
      headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
      message: `Expected at most ${maxSessionsPerAddress} sessions of one address`,
    },
  };
}

function identify(
  header: HeaderReader,
  { hostname, port }: Remote,
  { proxies }: AdmissionRules,
  subprotocol: string | undefined,
): AdmittedClient {
  const address = proxies?.clientOf(hostname, header("x-forwarded-for")) ?? hostname;
  const traceparent = header("traceparent") ?? "";
  return {
    peer: address === hostname ? `${hostname}:${port}` : address,
    address,
    traceparent: TRACEPARENT.test(traceparent) ? traceparent : undefined,
    subprotocol,
  };
}
