import { generatedPcm } from "@stt-bench/protocol";
import { WebSocketConnection } from "@stt-bench/websocket";

/** Of every frame that a client sends: the one of RFC 6455 §5.7. */
const MASK = 0x37fa213d;

/** Largest message that our client reads. */
const MAX_MESSAGE_BYTES = 1 << 20;

const quiet = { write() {}, text() {}, binary() {}, closed() {}, failed() {} };

/** What a client writes to its TCP connection while `say` uses its WebSocket. */
export function clientBytes(say: (client: WebSocketConnection) => void): Uint8Array {
  const parts: Uint8Array[] = [];
  const write = (bytes: Uint8Array) => void parts.push(bytes.slice());
  say(
    new WebSocketConnection({
      role: "client",
      maxMessageBytes: MAX_MESSAGE_BYTES,
      randomMask: () => MASK,
      events: { ...quiet, write },
    }),
  );
  return concat(...parts);
}

/** The start message. */
export const START: Uint8Array = clientBytes((client) => client.sendText('{"type":"start"}'));

/** The generated audio of frames `first` … `last`, as WebSocket messages. */
export function frames(first: number, last: number): Uint8Array {
  return clientBytes((client) => {
    for (let seq = first; seq <= last; seq++) {
      client.sendBinary(new Uint8Array(generatedPcm(0, seq, seq).buffer));
    }
  });
}

/** A Close frame. */
export function close(code = 1000): Uint8Array {
  return clientBytes((client) => client.close(code));
}

/** A ping. */
export function ping(payload: string): Uint8Array {
  return clientBytes((client) => client.ping(new TextEncoder().encode(payload)));
}

/** All of `parts`, one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}

/** `bytes` in pieces that end where `ends` say: fractions of the length, in any order. */
export function cut(bytes: Uint8Array, ends: readonly number[]): Uint8Array[] {
  const cuts = ends.map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b);
  return [0, ...cuts].map((start, i) => bytes.subarray(start, cuts[i]))
    .filter((piece) => piece.length > 0);
}
