/**
 * Hot path: HEADERS with known fields and DATA are taken where they lie.
 *
 * @module
 */
import type { ConnectionError } from "../connection_error.ts";
import { ErrorCode, errorCodeName } from "../error_code.ts";
import type { Exchange } from "../exchange.ts";
import type { ExchangeResult } from "../exchange_result.ts";
import type { FloodGuard } from "../flood_guard.ts";
import { FrameFlag, readUint32 } from "../frame/frame.ts";
import { HeaderBlockReader } from "./header_block_reader.ts";
import type { ReceiveWindow } from "./receive_window.ts";
import type { Streams } from "../streams.ts";

/** Control frames that are normal for one answered request. */
const FRAMES_PER_ANSWER = 100;

const PRIORITY_BYTES = 5;

/** What a {@linkcode ResponseReceiver} works with. */
export interface ResponseReceiverOptions {
  readonly streams: Streams;
  readonly window: ReceiveWindow;
  readonly guard: FloodGuard;
  /** Longest header block, and longest list of fields in it. */
  readonly maxHeaderListBytes: number;
}

/** Takes the frames that make up responses: DATA, HEADERS, CONTINUATION, RST_STREAM. */
export class ResponseReceiver {
  readonly #options: ResponseReceiverOptions;
  readonly #headers: HeaderBlockReader;

  constructor(options: ResponseReceiverOptions) {
    this.#options = options;
    this.#headers = new HeaderBlockReader(options.maxHeaderListBytes);
  }

  /** The stream whose CONTINUATION must come next; 0 for none. */
  get openBlockStreamId(): number {
    return this.#headers.openStreamId;
  }

  /** RFC 9113 §6.1. */
  takeData(
    flags: number,
    streamId: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    const { streams, window, guard } = this.#options;
    const error = checkPadding(flags, bytes, start, end, 0);
    if (error !== undefined) return error;
    window.take(end - start);
    const bodyStart = isPadded(flags) ? start + 1 : start;
    const bodyEnd = isPadded(flags) ? end - bytes[start]! : end;
    const endsStream = (flags & FrameFlag.END_STREAM) !== 0;
    const exchange = streams.get(streamId);
    const isUseless = exchange === undefined || (bodyStart === bodyEnd && !endsStream);
    if (isUseless && !guard.spend()) return tooMany("DATA that is empty or of closed streams");
    if (exchange === undefined) return undefined;
    this.#settle(
      exchange,
      exchange.receiveData(bytes, bodyStart, bodyEnd, end - start, endsStream),
    );
    return undefined;
  }

  /** RFC 9113 §6.2. */
  takeHeaders(
    flags: number,
    streamId: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    const priorityBytes = (flags & FrameFlag.PRIORITY) === 0 ? 0 : PRIORITY_BYTES;
    const error = checkPadding(flags, bytes, start, end, priorityBytes) ?? this.#headers.begin(
      streamId,
      (flags & FrameFlag.END_STREAM) !== 0,
      (flags & FrameFlag.END_HEADERS) !== 0,
      bytes,
      start + (isPadded(flags) ? 1 : 0) + priorityBytes,
      isPadded(flags) ? end - bytes[start]! : end,
    );
    return error ?? this.#takeBlock(streamId);
  }

  /** RFC 9113 §6.10; only while {@linkcode openBlockStreamId} is `streamId`. */
  takeContinuation(
    flags: number,
    streamId: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    const isWhole = (flags & FrameFlag.END_HEADERS) !== 0;
    return this.#headers.goOn(isWhole, bytes, start, end) ?? this.#takeBlock(streamId);
  }

  /** RFC 9113 §6.4. */
  takeReset(streamId: number, bytes: Uint8Array, start: number): ConnectionError | undefined {
    const { streams, guard } = this.#options;
    const exchange = streams.get(streamId);
    const code = readUint32(bytes, start);
    if (exchange === undefined) {
      return guard.spend() ? undefined : tooMany("RST_STREAM of closed streams");
    }
    const message = `the server reset the stream: ${errorCodeName(code)}`;
    const outcome = code === ErrorCode.REFUSED_STREAM ? "refused" : "lost";
    streams.drop(exchange, { outcome, message });
    return undefined;
  }

  /** A block may be whole now. One of a closed stream had to be decoded for the table's sake. */
  #takeBlock(streamId: number): ConnectionError | undefined {
    if (this.#headers.openStreamId !== 0) return undefined;
    const { streams, guard } = this.#options;
    const { head, endsStream } = this.#headers;
    const exchange = streams.get(streamId);
    const isUseless = exchange === undefined || (head.status < 200 && !endsStream);
    if (isUseless && !guard.spend()) {
      return tooMany("HEADERS that are interim or of closed streams");
    }
    if (exchange !== undefined) this.#settle(exchange, exchange.receiveHead(head, endsStream));
    return undefined;
  }

  #settle(exchange: Exchange, result: ExchangeResult | undefined): void {
    if (result === undefined) return;
    if (result.outcome === "answered") this.#options.guard.earn(FRAMES_PER_ANSWER);
    this.#options.streams.end(exchange, result, exchange.resetCode);
  }
}

function isPadded(flags: number): boolean {
  return (flags & FrameFlag.PADDED) !== 0;
}

/** Does the padding leave room for what comes before it? RFC 9113 §6.1, §6.2. */
function checkPadding(
  flags: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  headBytes: number,
): ConnectionError | undefined {
  const neededBytes = headBytes + (isPadded(flags) ? 1 : 0);
  if (end - start < neededBytes) {
    const message = `expected a frame of at least ${neededBytes} bytes, got ${end - start}`;
    return { code: ErrorCode.FRAME_SIZE_ERROR, message };
  }
  if (!isPadded(flags) || bytes[start]! <= end - start - neededBytes) return undefined;
  const message = `expected padding of up to ${end - start - neededBytes} bytes, got ${
    bytes[start]
  }`;
  return { code: ErrorCode.PROTOCOL_ERROR, message };
}

/** The budget of the flood guard is used up. */
export function tooMany(what: string): ConnectionError {
  const message = `expected fewer frames that bring nothing, got too many: ${what}`;
  return { code: ErrorCode.ENHANCE_YOUR_CALM, message };
}
