import { Buffer } from "node:buffer";

const KEY_BYTES = 16;

/** What a client asks for. */
export interface UpgradeRequest {
  /** Host, with the port unless it's the default one. */
  readonly host: string;
  /** Path and query. */
  readonly target: string;
  /** From {@linkcode createKey}. */
  readonly key: string;
  /** Headers besides those of the handshake. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A client's key (RFC 6455 §4.1, item 7) from 16 random bytes, by default the system's.
 *
 * @throws {RangeError} for another number of bytes.
 */
export function createKey(
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(KEY_BYTES)),
): string {
  if (random.length !== KEY_BYTES) {
    throw new RangeError(`Cannot create a key: expected 16 random bytes, got ${random.length}`);
  }
  return Buffer.from(random).toString("base64");
}

/**
 * A client's opening handshake (RFC 6455 §4.1), which offers no subprotocol and no extension.
 *
 * @throws {TypeError} when a part would break its line.
 */
export function upgradeRequest(request: UpgradeRequest): Uint8Array {
  const { host, target, key, headers = {} } = request;
  const lines = [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${key}`,
    "Sec-WebSocket-Version: 13",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const broken = lines.find((line) => /[\r\n\0]/.test(line));
  if (broken !== undefined) {
    throw new TypeError(
      `Cannot ask for an upgrade: expected one line, got ${JSON.stringify(broken)}`,
    );
  }
  return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
}
