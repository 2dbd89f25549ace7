import { Buffer } from "node:buffer";
import { ClientConnection, type ClientConnectionOptions, type ExchangeResult } from "../mod.ts";
import { RequestLayout } from "../mod.ts";
import { encodeSettings, PREFACE } from "../frame/encode_frame.ts";
import { frameTypeName } from "../frame/frame_rules.ts";

/** A frame that the client has written. */
export interface SentFrame {
  readonly type: string;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Buffer;
}

/** Eight bytes a unit, three units a DATA frame. */
export const layout: RequestLayout = new RequestLayout({
  authority: "a:1",
  path: "/",
  unitBytes: 8,
  unitsPerFrame: 3,
});

/** A client with a connection whose socket is memory; it notes all that happens. */
export class TestClient {
  readonly connection: ClientConnection;
  /** Events and results in their order; requests are called by their streams. */
  readonly log: string[] = [];
  /** Results by stream. */
  readonly results = new Map<number, ExchangeResult>();
  /** What `write` returns. */
  isWritable = true;
  #written: Uint8Array[] = [];

  constructor(options: Partial<ClientConnectionOptions> = {}) {
    this.connection = new ClientConnection({
      layout,
      events: {
        // What isn't written stays in memory that the caller owns, as in a socket.
        write: (bytes) => {
          this.#written.push(this.isWritable ? bytes.slice() : bytes);
          return this.isWritable;
        },
        room: () => void this.log.push("room"),
        gone: (problem) => void this.log.push(`gone: ${problem}`),
        over: () => void this.log.push("over"),
        pong: () => void this.log.push("pong"),
      },
      ...options,
    });
    this.connection.start();
  }

  /** A client whose server has sent SETTINGS; what was said until then is forgotten. */
  static ready(
    settings: readonly (readonly [number, number])[] = [],
    options: Partial<ClientConnectionOptions> = {},
  ): TestClient {
    const client = new TestClient(options);
    client.receive(encodeSettings(settings));
    client.log.length = 0;
    client.takeWritten();
    return client;
  }

  /** Posts `units` units that count up from 1. */
  post(units = 4, bytes = new Uint8Array(layout.byteLength(units))): number {
    for (let unit = 0; unit < units; unit++) {
      bytes.fill(unit + 1, layout.frameOffset(unit), layout.frameOffset(unit) + 8);
    }
    const streamId: number = this.connection.post(bytes, units, {
      onEnd: (result) => {
        this.log.push(`${streamId} ${result.outcome}`);
        this.results.set(streamId, result);
      },
    });
    return streamId;
  }

  /** Bytes from the server. */
  receive(...frames: readonly Uint8Array[]): void {
    this.connection.receive(Buffer.concat(frames));
  }

  /** What was written since the last time. */
  takeWritten(): Buffer {
    const bytes = Buffer.concat(this.#written);
    this.#written = [];
    return bytes;
  }

  /** The same as frames; a preface is left out. */
  takeFrames(): SentFrame[] {
    let bytes = this.takeWritten();
    if (bytes.subarray(0, PREFACE.length).equals(PREFACE)) bytes = bytes.subarray(PREFACE.length);
    const frames: SentFrame[] = [];
    while (bytes.length > 0) {
      const end = 9 + bytes.readUIntBE(0, 3);
      frames.push({
        type: frameTypeName(bytes[3]!),
        flags: bytes[4]!,
        streamId: bytes.readUInt32BE(5),
        payload: bytes.subarray(9, end),
      });
      bytes = bytes.subarray(end);
    }
    return frames;
  }

  /** Frames without their payloads: type and stream. */
  takeOutline(): string[] {
    return this.takeFrames().map(({ type, streamId }) => `${type} ${streamId}`);
  }
}

/** The body that {@linkcode TestClient.post} sends. */
export function bodyOf(units: number): Buffer {
  return Buffer.concat(Array.from({ length: units }, (_, unit) => Buffer.alloc(8, unit + 1)));
}

/** The body in DATA frames, without what pads it. */
export function bodyIn(frames: readonly SentFrame[]): Buffer {
  const data = frames.filter(({ type }) => type === "DATA");
  return Buffer.concat(data.map(({ flags, payload }) => {
    return (flags & 8) === 0 ? payload : payload.subarray(1, payload.length - payload[0]!);
  }));
}
