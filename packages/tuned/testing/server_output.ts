import { parseServerMessage } from "@stt-bench/protocol";
import type { ServerMessage } from "@stt-bench/protocol";
import { HeadReader, parseResponseHead, WebSocketConnection } from "@stt-bench/websocket";

/** What a gateway wrote to one client. */
export interface ServerOutput {
  /** The status of its response; 0 where there is none. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The body of a response that is no upgrade. */
  readonly body: string;
  /** Messages of the session, parsed strictly. */
  readonly messages: readonly ServerMessage[];
  /** Payloads of pongs. */
  readonly pongs: readonly string[];
  /** The code of the Close frame; undefined when there is none. */
  readonly closeCode: number | undefined;
}

/** Reads all that a gateway has written since its client connected. */
export function readServerOutput(written: Uint8Array): ServerOutput {
  const result = new HeadReader(parseResponseHead).push(written);
  const messages: ServerMessage[] = [];
  const pongs: string[] = [];
  const none = { status: 0, headers: new Map<string, string>(), body: "" };
  const nothing = { messages, pongs, closeCode: undefined };
  if (result.state === "malformed") throw new Error(result.message);
  if (result.state === "incomplete") return { ...none, ...nothing };
  const { head: { status, headers }, rest } = result;
  if (status !== 101) {
    return { status, headers, body: new TextDecoder().decode(rest), ...nothing };
  }
  let closeCode: number | undefined;
  new WebSocketConnection({
    role: "client",
    maxMessageBytes: 1 << 20,
    randomMask: () => 0,
    events: {
      write() {},
      text: (text) => messages.push(parseServerMessage(text)),
      binary: () => {
        throw new Error("Expected text from a gateway, got a binary message");
      },
      pong: (payload) => pongs.push(new TextDecoder().decode(payload)),
      closed: (code) => closeCode = code,
      failed: (_code, reason) => {
        throw new Error(reason);
      },
    },
  }).receive(rest);
  return { status, headers, body: "", messages, pongs, closeCode };
}
