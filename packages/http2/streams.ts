import { ErrorCode } from "./error_code.ts";
import { Exchange } from "./exchange.ts";
import type { ExchangeResult, ResponseHandler } from "./exchange_result.ts";
import type { FrameOutput } from "./frame/frame_output.ts";
import type { RequestSender } from "./request/request_sender.ts";

/** What {@linkcode Streams} work with. */
export interface StreamsOptions {
  readonly sender: RequestSender;
  readonly output: FrameOutput;
  /** Streams that may be opened at all. */
  readonly maxRequests: number;
  /** Longest body that is read. */
  readonly maxBodyBytes: number;
  /** A stream has been closed, and its result told. */
  readonly onClosed: () => void;
}

/**
 * The streams of one connection: which are open, which never were, and which results wait until the
 * socket lets go of a request's memory.
 *
 * Of RFC 9113 §5.1's states three are told apart; half-closed ones end at once, see `end`.
 *
 * | state  | which streams                                  | what the server may send       |
 * | ------ | ---------------------------------------------- | ------------------------------ |
 * | idle   | above our last one, or even: it opens none     | nothing: a connection error    |
 * | open   | posted, and neither answered nor reset         | anything                       |
 * | closed | the rest                                       | anything; ignored, but counted |
 */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #open = new Map<number, Exchange>();
  /** Requests that the socket has not written, open or not. */
  #unwritten: Exchange[] = [];
  #nextId = 1;

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  /** Streams that are open. */
  get size(): number {
    return this.#open.size;
  }

  /** Is no stream open, and does no result wait? */
  get isDone(): boolean {
    return this.#open.size === 0 && !this.#unwritten.some((exchange) => exchange.isHeld);
  }

  /** Has the last stream been opened? */
  get isUsedUp(): boolean {
    return this.#nextId > this.#options.maxRequests * 2;
  }

  /** Opens the next stream with a request, see `ClientConnection.post`. */
  open(
    bytes: Uint8Array,
    units: number,
    handler: ResponseHandler,
    fieldValue?: string,
  ): number {
    const streamId = this.#nextId;
    const exchange = new Exchange(streamId, handler, this.#options.maxBodyBytes);
    this.#nextId += 2;
    this.#open.set(streamId, exchange);
    if (!this.#options.sender.send(bytes, units, streamId, fieldValue)) {
      exchange.hold();
      this.#unwritten.push(exchange);
    }
    return streamId;
  }

  /** The open stream `streamId`. */
  get(streamId: number): Exchange | undefined {
    return this.#open.get(streamId);
  }

  /** Has stream `streamId` never been opened? */
  isIdle(streamId: number): boolean {
    return streamId >= this.#nextId || streamId % 2 === 0;
  }

  /**
   * Closes a stream and tells its result, now or when the request's memory is free. A stream that
   * the server has not ended needs a `resetCode`; whatever is left of the request isn't sent.
   */
  end(exchange: Exchange, result: ExchangeResult, resetCode?: ErrorCode): void {
    this.#reset(exchange.streamId, resetCode);
    this.drop(exchange, result);
  }

  /** The same without a word to the server: it has reset the stream, or never took it. */
  drop(exchange: Exchange, result: ExchangeResult): void {
    this.#options.sender.abandon(exchange.streamId);
    this.#open.delete(exchange.streamId);
    exchange.end(result);
    this.#options.onClosed();
  }

  /** Closes stream `streamId` and tells nobody. Is the request's memory free? */
  cancel(streamId: number): boolean {
    const unwritten = this.#unwritten.find((exchange) => exchange.streamId === streamId);
    unwritten?.forget();
    if (this.#open.delete(streamId)) this.#reset(streamId, ErrorCode.CANCEL);
    this.#options.sender.abandon(streamId);
    this.#options.onClosed();
    return unwritten === undefined;
  }

  /** The server has not processed the streams above `lastId`. */
  refuseAbove(lastId: number, message: string): void {
    for (const exchange of [...this.#open.values()]) {
      const isOpen = this.#open.has(exchange.streamId);
      if (isOpen && exchange.streamId > lastId) {
        this.drop(exchange, { outcome: "refused", message });
      }
    }
  }

  /** The connection is over: what has a result gets it, all others are lost. */
  loseAll(message: string): void {
    const lost = [...this.#open.values()];
    this.#open.clear();
    this.release();
    for (const exchange of lost) exchange.end({ outcome: "lost", message });
  }

  /** The socket holds no memory any more. */
  release(): void {
    const released = this.#unwritten;
    this.#unwritten = [];
    for (const exchange of released) exchange.release();
  }

  #reset(streamId: number, resetCode: ErrorCode | undefined): void {
    const { sender, output } = this.#options;
    const code = resetCode ?? (sender.isSending(streamId) ? ErrorCode.CANCEL : undefined);
    if (code !== undefined) output.reset(streamId, code);
  }
}
