import { hasToken } from "./has_token.ts";
import type { HeaderReader } from "./head.ts";

/** Why a request can't be upgraded. */
export type UpgradeProblem = "not_an_upgrade" | "version" | "key";

/** The HTTP answer to a request that can't be upgraded. */
export interface UpgradeRefusal {
  /** What is wrong with the request. */
  readonly reason: UpgradeProblem;
  /** The status to answer with. */
  readonly status: 400 | 426;
  /** Headers of the answer, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** For people: what was expected and what came. */
  readonly message: string;
}

/** Base64 of 16 bytes (RFC 6455 §4.1, item 7). */
const webSocketKey = /^[A-Za-z0-9+/]{22}==$/;

/** Says why a `GET` with these headers can't be upgraded (RFC 6455 §4.2); undefined when it can. */
export function checkUpgrade(header: HeaderReader): UpgradeRefusal | undefined {
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
