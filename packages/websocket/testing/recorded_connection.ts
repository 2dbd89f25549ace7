import { WebSocketConnection } from "../web_socket_connection.ts";
import type { ConnectionOptions } from "../web_socket_connection.ts";
import { decodeFrames } from "./decode_frames.ts";
import type { DecodedFrame } from "./decode_frames.ts";
import { toHex } from "./encode_frame.ts";

/** What a connection did, in order; bytes in hexadecimal. */
export type Recorded =
  | readonly ["text" | "binary" | "pong", string]
  | readonly ["closed" | "failed", number]
  /** A data frame, a ping or a pong went out. */
  | readonly ["sent", opcode: number, payload: string]
  /** A Close frame went out; undefined stands for one without a code. */
  | readonly ["sent close", number | undefined];

/** A connection that keeps what it does. */
export interface RecordedConnection {
  readonly connection: WebSocketConnection;
  readonly recorded: Recorded[];
  /** The bytes of every write. */
  readonly written: Uint8Array[];
}

/** Which end of a connection is tested. */
export type Role = ConnectionOptions["role"];

/** Both of them. */
export const ROLES: readonly Role[] = ["server", "client"];

/** What a recorded connection may differ in. */
export type RecordedOptions = Partial<Omit<ConnectionOptions, "events" | "role">>;

/** Opens a connection that appends to `recorded`; by default it takes messages up to 1 MiB. */
export function recordedConnection(
  role: Role,
  options: RecordedOptions = {},
  recorded: Recorded[] = [],
): RecordedConnection {
  const written: Uint8Array[] = [];
  const connection = new WebSocketConnection({
    role,
    maxMessageBytes: 1 << 20,
    ...options,
    events: {
      write(bytes) {
        written.push(bytes.slice());
        recorded.push(...decodeFrames(bytes).map(recordSent));
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

function recordSent({ opcode, payload }: DecodedFrame): Recorded {
  if (opcode !== 8) return ["sent", opcode, toHex(payload)];
  return ["sent close", payload.length === 0 ? undefined : payload[0]! << 8 | payload[1]!];
}

/** What a connection does when `chunks` come. */
export function record(
  role: Role,
  chunks: Iterable<Uint8Array>,
  options: RecordedOptions = {},
): Recorded[] {
  const { connection, recorded } = recordedConnection(role, options);
  for (const chunk of chunks) connection.receive(chunk);
  return recorded;
}
