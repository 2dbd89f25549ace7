import type { ConnectionError } from "./connection_error.ts";
import type { ConnectionEvents } from "./connection_events.ts";
import { ControlFrames, PING_PAYLOAD } from "./control_frames.ts";
import { encodeGoAway, encodePing, encodeSettings, PREFACE } from "./frame/encode_frame.ts";
import { ErrorCode, errorCodeName } from "./error_code.ts";
import { STREAM_WINDOW_BYTES } from "./exchange.ts";
import type { ResponseHandler } from "./exchange_result.ts";
import { FloodGuard } from "./flood_guard.ts";
import { Setting } from "./frame/frame.ts";
import { FrameDispatcher } from "./frame_dispatcher.ts";
import { FrameOutput } from "./frame/frame_output.ts";
import { FrameReader } from "./frame/frame_reader.ts";
import { ReceiveWindow } from "./response/receive_window.ts";
import type { RequestLayout } from "./request/request_layout.ts";
import { RequestSender } from "./request/request_sender.ts";
import { ResponseReceiver } from "./response/response_receiver.ts";
import { Streams } from "./streams.ts";

/** What a connection needs. */
export interface ClientConnectionOptions {
  /** The layout of all requests. */
  readonly layout: RequestLayout;
  /** Hears what happens, and writes what goes out. */
  readonly events: ConnectionEvents;
  /** Requests until it takes leave; 2³⁰ by default, all stream identifiers (RFC 9113 §5.1.1). */
  readonly maxRequests?: number;
  /** Longest body that is read, 64 KiB by default; below 1 MiB, the window of each stream. */
  readonly maxBodyBytes?: number;
  /** Longest header list that is read, 16 KiB by default, as RFC 9113 §6.5.2 counts it. */
  readonly maxHeaderListBytes?: number;
}

/** The odd identifiers below 2³¹. */
const MAX_REQUESTS = 2 ** 30;

type State = "connecting" | "ready" | "leaving" | "over";

/**
 * The client's side of one HTTP/2 connection, without the socket: RFC 9113.
 *
 * | state      | from                                        | new requests        | open streams |
 * | ---------- | ------------------------------------------- | ------------------- | ------------ |
 * | connecting | the start                                   | none                | –            |
 * | ready      | the server's first SETTINGS                 | while there is room | go on        |
 * | leaving    | GOAWAY, `close`, or the last request        | none                | go on        |
 * | over       | the last stream's end when leaving; the end | none                | are lost     |
 * |            | of TCP; an error of the connection          |                     |              |
 *
 * `events.gone` tells that it is leaving (or over at once), `events.over` that it is over.
 */
export class ClientConnection {
  readonly #events: ConnectionEvents;
  readonly #layout: RequestLayout;
  readonly #maxHeaderListBytes: number;
  readonly #output: FrameOutput;
  readonly #sender: RequestSender;
  readonly #streams: Streams;
  readonly #window: ReceiveWindow;
  readonly #control: ControlFrames;
  readonly #reader: FrameReader;
  #state: State = "connecting";
  #hadRoom = false;
  /** How the server said that it takes no more streams. */
  #farewell: string | undefined;

  /**
   * Not connected yet: {@linkcode start} is for when the socket is.
   *
   * @throws {RangeError} when `maxBodyBytes` is too large.
   */
  constructor(options: ClientConnectionOptions) {
    const { layout, events, maxRequests = MAX_REQUESTS } = options;
    const { maxBodyBytes = 64 * 1024, maxHeaderListBytes = 16 * 1024 } = options;
    if (maxBodyBytes >= STREAM_WINDOW_BYTES) {
      const expected = `expected maxBodyBytes below ${STREAM_WINDOW_BYTES}`;
      throw new RangeError(`Cannot make a connection: ${expected}, got ${maxBodyBytes}`);
    }
    this.#events = events;
    this.#layout = layout;
    this.#maxHeaderListBytes = maxHeaderListBytes;
    const guard = new FloodGuard();
    const output = new FrameOutput((bytes) => events.write(bytes));
    const sender = new RequestSender(layout, output, guard);
    const onClosed = () => this.#onStreamClosed();
    const streams = new Streams({ sender, output, maxRequests, maxBodyBytes, onClosed });
    const window = new ReceiveWindow(output);
    const responses = new ResponseReceiver({ streams, window, guard, maxHeaderListBytes });
    const control = new ControlFrames({
      output,
      sender,
      streams,
      onSettings: () => this.#onSettings(),
      onGoAway: (farewell) => this.#onGoAway(farewell),
      onPong: () => events.pong?.(),
    });
    this.#output = output;
    this.#sender = sender;
    this.#streams = streams;
    this.#window = window;
    this.#control = control;
    this.#reader = new FrameReader(new FrameDispatcher({ streams, guard, responses, control }));
  }

  /** Have the server's SETTINGS come, and has nobody taken leave? */
  get isReady(): boolean {
    return this.#state === "ready";
  }

  /** May another request be posted now? */
  get hasRoom(): boolean {
    return this.#state === "ready" && this.#streams.size < this.#control.maxConcurrentStreams;
  }

  /** Requests that are neither answered nor given up. */
  get activeStreams(): number {
    return this.#streams.size;
  }

  /** Writes what a client says first: RFC 9113 §3.4. */
  start(): void {
    this.#output.write(PREFACE);
    this.#output.write(encodeSettings([
      [Setting.ENABLE_PUSH, 0],
      [Setting.INITIAL_WINDOW_SIZE, STREAM_WINDOW_BYTES],
      [Setting.MAX_HEADER_LIST_SIZE, this.#maxHeaderListBytes],
    ]));
    this.#window.open();
  }

  /** Takes bytes from the server, in any pieces; they are used during the call only. */
  receive(bytes: Uint8Array): void {
    if (this.#state === "over") return;
    const error = this.#reader.read(bytes);
    if (error !== undefined) this.#fail(error);
  }

  /** The TCP connection has ended, or failed; `problem` is what the socket said then. */
  receiveEnd(problem?: string): void {
    if (this.#state === "over") return;
    const when = this.#state === "connecting" ? " before its SETTINGS" : "";
    const how = problem ?? `the server closed the connection${when}`;
    this.#end(this.#farewell === undefined ? how : `${how} after ${this.#farewell}`);
  }

  /** All bytes are written for which `events.write` has returned false. */
  drained(): void {
    this.#streams.release();
    this.#onStreamClosed();
  }

  /**
   * Posts the `units` units that lie in `bytes` as the layout says, with `fieldValue` for the layout's
   * optional field, and returns the stream's id. `bytes` must not change until `handler` is called.
   *
   * @throws {Error} when there is no room.
   * @throws {RangeError} for a value of another length than the layout's.
   */
  post(bytes: Uint8Array, units: number, handler: ResponseHandler, fieldValue?: string): number {
    if (!this.hasRoom) throw new Error("Cannot post: expected a connection with room, got none");
    this.#layout.checkFieldValue(fieldValue);
    const streamId = this.#streams.open(bytes, units, handler, fieldValue);
    if (this.#streams.isUsedUp) this.#leave("all its streams are used up");
    this.#hadRoom = this.hasRoom;
    return streamId;
  }

  /**
   * Gives up the request on stream `streamId`: its handler is not called any more. Returns whether
   * its bytes are free; if not, they are at the next {@linkcode drained}.
   */
  cancel(streamId: number): boolean {
    return this.#streams.cancel(streamId);
  }

  /** Asks the server for a sign of life, which `events.pong` tells. */
  ping(): void {
    this.#output.write(encodePing(PING_PAYLOAD));
  }

  /** Takes leave of the server: open streams go on, new ones can't be opened. */
  close(): void {
    this.#output.write(encodeGoAway(0, ErrorCode.NO_ERROR, ""));
    this.#leave("the connection was closed");
  }

  #onSettings(): void {
    if (this.#state === "connecting") this.#state = "ready";
    this.#announceRoom();
  }

  #onGoAway(farewell: string): void {
    this.#farewell = farewell;
    this.#leave(`the server said ${farewell}`);
  }

  #onStreamClosed(): void {
    if (this.#state === "ready") this.#announceRoom();
    else if (this.#state === "leaving" && this.#streams.isDone) this.#finish();
  }

  #announceRoom(): void {
    const hadRoom = this.#hadRoom;
    this.#hadRoom = this.hasRoom;
    if (this.#hadRoom && !hadRoom) this.#events.room();
  }

  /** Opens no more streams. */
  #leave(problem: string): void {
    if (this.#state === "leaving" || this.#state === "over") return;
    this.#state = "leaving";
    this.#events.gone(problem);
    this.#onStreamClosed();
  }

  /** RFC 9113 §5.4.1. */
  #fail({ code, message }: ConnectionError): void {
    if (this.#state === "over") return;
    this.#output.write(encodeGoAway(0, code, message));
    this.#end(`Cannot speak HTTP/2 with the server: ${message} (${errorCodeName(code)})`);
  }

  /** Ends at once, with all streams. */
  #end(problem: string): void {
    const isNews = this.#state !== "leaving";
    this.#finishQuietly();
    if (isNews) this.#events.gone(problem);
    this.#streams.loseAll(problem);
    this.#events.over();
  }

  #finish(): void {
    this.#finishQuietly();
    this.#events.over();
  }

  #finishQuietly(): void {
    this.#state = "over";
    this.#sender.abandonAll();
    this.#output.close();
  }
}
