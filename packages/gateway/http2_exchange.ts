import { Buffer } from "node:buffer";
import type { ClientHttp2Stream } from "node:http2";
import { decodeAnswer } from "./decode_answer.ts";
import { MAX_ANSWER_BYTES } from "./inference_transport.ts";
import type { TransportResult } from "./inference_transport.ts";
import type { AttemptHandler, AttemptResult } from "./pooled_connection.ts";

/** RFC 9113 §7: the stream is no longer needed. */
const CANCEL = 8;

/** RFC 9113 §8.7: the server hasn't looked at the request, for example as it has said GOAWAY before. */
const REFUSED_STREAM = 7;

/**
 * Sends `pcm` on a fresh stream and tells `handler` once what came of it.
 *
 * An answer settles when the stream has closed: only then has the runtime let go of `pcm`.
 */
export class Http2Exchange {
  readonly #stream: ClientHttp2Stream;
  readonly #handler: AttemptHandler;
  #status = 0;
  #body: Buffer[] = [];
  #bodyBytes = 0;
  #isSettled = false;
  #problem = "the stream was closed early";

  constructor(
    stream: ClientHttp2Stream,
    pcm: Uint8Array,
    handler: AttemptHandler,
  ) {
    this.#stream = stream;
    this.#handler = handler;
    stream.on("response", (headers) => {
      this.#onHead(headers[":status"] ?? 0, headers["retry-after"]);
    });
    stream.on("data", (chunk: Buffer) => this.#onData(chunk));
    stream.on("error", (error) => this.#problem = error.message);
    stream.on("close", () => this.#onClose());
    stream.end(pcm);
  }

  #onHead(status: number, retryAfter: string | undefined): void {
    this.#status = status;
    if (status !== 200) this.#cancel({ outcome: "answered", status, body: "", retryAfter });
  }

  #onData(chunk: Buffer): void {
    this.#bodyBytes += chunk.byteLength;
    if (this.#bodyBytes > MAX_ANSWER_BYTES) this.#cancel({ outcome: "too_large" });
    else this.#body.push(chunk);
  }

  /** Gives the request up; does nothing once it is settled. */
  cancel(): void {
    this.#cancel({ outcome: "lost", message: "given up" });
  }

  /** Settles now: a cancelled stream may take long to close when the connection is stuck. */
  #cancel(result: TransportResult): void {
    if (this.#isSettled) return;
    this.#finish(result);
    this.#stream.close(CANCEL);
  }

  #onClose(): void {
    if (this.#stream.rstCode === REFUSED_STREAM) return this.#finish({ outcome: "refused" });
    // Whether `writableFinished` yet says nothing: over a slow link Node 26 learns that its last
    // write is through after the answer to it.
    const isWhole = this.#status === 200 && this.#stream.rstCode === 0;
    this.#finish(isWhole ? this.#read() : { outcome: "lost", message: this.#problem });
  }

  #read(): TransportResult {
    const body = decodeAnswer(concatenate(this.#body));
    return body === undefined
      ? { outcome: "not_utf8" }
      : { outcome: "answered", status: this.#status, body };
  }

  #finish(result: AttemptResult): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#body = [];
    this.#handler.onEnd(result);
  }
}

/** An answer is nearly always one chunk. */
function concatenate(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}
