import { Buffer } from "node:buffer";
import type { ConnectionError } from "./connection_error.ts";
import { encodePing, encodeSettingsAck } from "./frame/encode_frame.ts";
import { ErrorCode, errorCodeName } from "./error_code.ts";
import { FrameFlag, readUint31, readUint32 } from "./frame/frame.ts";
import type { FrameOutput } from "./frame/frame_output.ts";
import { PeerSettings } from "./peer_settings.ts";
import type { RequestSender } from "./request/request_sender.ts";
import type { Streams } from "./streams.ts";

/** What our PINGs carry. */
export const PING_PAYLOAD: Uint8Array = Buffer.from("stt-ping");

/** Characters of GOAWAY's debug data that a message repeats. */
const MAX_DEBUG_LENGTH = 200;

/** What {@linkcode ControlFrames} work with. */
export interface ControlFramesOptions {
  readonly output: FrameOutput;
  readonly sender: RequestSender;
  readonly streams: Streams;
  /** The server's SETTINGS have come, or changed. */
  readonly onSettings: () => void;
  /** The server takes no more streams; `farewell` is how it said so. */
  readonly onGoAway: (farewell: string) => void;
  readonly onPong: () => void;
}

/** Takes the frames that steer the connection: SETTINGS, PING, GOAWAY, WINDOW_UPDATE. */
export class ControlFrames {
  readonly #options: ControlFramesOptions;
  readonly #settings = new PeerSettings();

  constructor(options: ControlFramesOptions) {
    this.#options = options;
  }

  /** Streams that the server takes at a time. */
  get maxConcurrentStreams(): number {
    return this.#settings.maxConcurrentStreams;
  }

  /** RFC 9113 §6.5. */
  takeSettings(
    flags: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    const isAck = (flags & FrameFlag.ACK) !== 0;
    if (isAck ? end > start : (end - start) % 6 !== 0) {
      const expected = isAck ? "an empty acknowledgement" : "a multiple of 6 bytes";
      const message = `expected SETTINGS with ${expected}, got ${end - start} bytes`;
      return { code: ErrorCode.FRAME_SIZE_ERROR, message };
    }
    if (isAck) return undefined;
    const { output, sender, onSettings } = this.#options;
    const error = this.#settings.read(bytes, start, end);
    if (error !== undefined) return error;
    output.write(encodeSettingsAck());
    const overflow = sender.setInitialWindow(this.#settings.initialWindowBytes);
    if (overflow === undefined) onSettings();
    return overflow;
  }

  /** RFC 9113 §6.7. */
  takePing(flags: number, bytes: Uint8Array, start: number, end: number): void {
    const payload = bytes.subarray(start, end);
    if ((flags & FrameFlag.ACK) === 0) {
      this.#options.output.write(encodePing(payload, FrameFlag.ACK));
    } else if (PING_PAYLOAD.every((byte, index) => byte === payload[index])) {
      this.#options.onPong();
    }
  }

  /** RFC 9113 §6.8. */
  takeGoAway(bytes: Uint8Array, start: number, end: number): void {
    const lastStreamId = readUint31(bytes, start);
    const debug = Buffer.from(bytes.subarray(start + 8, end)).toString().slice(0, MAX_DEBUG_LENGTH);
    const details = debug === "" ? "" : ` ${JSON.stringify(debug)}`;
    const farewell = `GOAWAY ${errorCodeName(readUint32(bytes, start + 4))}${details}`;
    this.#options.onGoAway(farewell);
    this.#options.streams.refuseAbove(lastStreamId, `the server did not take it: ${farewell}`);
  }

  /** RFC 9113 §6.9. */
  takeWindowUpdate(
    streamId: number,
    bytes: Uint8Array,
    start: number,
  ): ConnectionError | undefined {
    const { sender, streams } = this.#options;
    const increment = readUint31(bytes, start);
    if (streamId === 0) return increment === 0 ? noIncrement : sender.openConnection(increment);
    const exchange = streams.get(streamId);
    if (exchange === undefined) return undefined;
    if (increment === 0) {
      const message = "the server sent WINDOW_UPDATE of 0 bytes";
      streams.end(exchange, { outcome: "lost", message }, ErrorCode.PROTOCOL_ERROR);
    } else if (!sender.openStream(streamId, increment)) {
      const message = "the server opened the stream's window too far";
      streams.end(exchange, { outcome: "lost", message }, ErrorCode.FLOW_CONTROL_ERROR);
    }
    return undefined;
  }
}

const noIncrement: ConnectionError = {
  code: ErrorCode.PROTOCOL_ERROR,
  message: "expected WINDOW_UPDATE of at least 1 byte, got 0",
};
