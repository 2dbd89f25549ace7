import { WebSocketConnection } from "../web_socket_connection.ts";
import type { ConnectionOptions } from "../web_socket_connection.ts";
import { decodeFrames } from "./decode_frames.ts";
import { toHex } from "./encode_frame.ts";

/** What a connection did, in order; bytes in hexadecimal. */
export type Recorded =
  | readonly ["text", string]
  | readonly ["binary" | "pong", string]
  | readonly ["closed" | "failed", number]
  /** A frame went out: its opcode and payload. */
  | readonly ["out", number, string];

/** A connection that keeps what it does. */
export interface RecordedConnection {
  readonly connection: WebSocketConnection;
  readonly recorded: Recorded[];
  /** The bytes of every write. */
  readonly written: Uint8Array[];
}

/** Opens a connection that records. */
export function recordedConnection(
  role: "server" | "client",
  options: Partial<Omit<ConnectionOptions, "events" | "role">> = {},
): RecordedConnection {
  const recorded: Recorded[] = [];
  const written: Uint8Array[] = [];
  const connection = new WebSocketConnection({
    role,
    maxMessageBytes: 1 << 20,
    ...options,
    events: {
      write(bytes) {
        written.push(bytes.slice());
        for (const { opcode, payload } of decodeFrames(bytes)) {
          recorded.push(["out", opcode, toHex(payload)]);
        }
      },
      text: (message) => recorded.push(["text", message]),
      binary: (message) => recorded.push(["binary", toHex(message)]),
      pong: (payload) => recorded.push(["pong", toHex(payload)]),
      closed: (code) => recorded.push(["closed", code]),
      failed: (code) => recorded.push(["failed", code]),
    },
  });
  return { connection, recorded, written };
}

/** What a connection does when `chunks` come. */
export function record(
  role: "server" | "client",
  chunks: Iterable<Uint8Array>,
  options: Parameters<typeof recordedConnection>[1] = {},
): Recorded[] {
  const { connection, recorded } = recordedConnection(role, options);
  for (const chunk of chunks) connection.receive(chunk);
  return recorded;
}
