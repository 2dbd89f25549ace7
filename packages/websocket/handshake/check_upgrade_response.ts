import { acceptKey } from "./accept_key.ts";
import { hasToken } from "./has_token.ts";
import type { ResponseHead } from "./head.ts";

/**
 * Says why a server's answer does not open the connection that `upgradeRequest` asked for with
 * `key` (RFC 6455 §4.1); undefined when it does.
 */
export function checkUpgradeResponse(head: ResponseHead, key: string): string | undefined {
  const { status, headers } = head;
  const got = (name: string) => `got ${JSON.stringify(headers.get(name.toLowerCase()) ?? null)}`;
  if (status !== 101) return `Expected status 101, got ${status}`;
  if (headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return `Expected Upgrade: websocket, ${got("Upgrade")}`;
  }
  if (!hasToken(headers.get("connection"), "upgrade")) {
    return `Expected Connection: Upgrade, ${got("Connection")}`;
  }
  if (headers.get("sec-websocket-accept") !== acceptKey(key)) {
    return `Expected Sec-WebSocket-Accept: ${acceptKey(key)}, ${got("Sec-WebSocket-Accept")}`;
  }
  for (const name of ["Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol"]) {
    if (headers.has(name.toLowerCase())) return `Expected no ${name}, ${got(name)}`;
  }
  return undefined;
}
