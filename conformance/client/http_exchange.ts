import { Buffer } from "node:buffer";
import { demand } from "../violation.ts";
import type { ByteStream } from "./byte_stream.ts";
import { decodeBody, isComplete, splitHead } from "./http_response.ts";
import type { HttpResponse, ResponseHead } from "./http_response.ts";

/** One request on a fresh connection, or a part of it, and what has come back so far. */
export class HttpExchange {
  readonly stream: ByteStream;
  readonly #requestLine: string;
  #bytes = Buffer.alloc(0);
  #ended = false;
  #wake = () => {};

  /** Sends `request` on `stream`. */
  constructor(stream: ByteStream, request: string) {
    this.stream = stream;
    this.#requestLine = request.split("\r\n", 1)[0]!;
    stream.listen({
      onBytes: (bytes) => {
        this.#bytes = Buffer.concat([this.#bytes, bytes]);
        this.#wake();
      },
      onEnd: () => {
        this.#ended = true;
        this.#wake();
      },
    });
    stream.send(Buffer.from(request, "latin1"));
  }

  /**
   * What came behind the head of the response.
   *
   * @throws {Violation} when the head is none of HTTP/1.1.
   */
  get rest(): Buffer {
    return splitHead(this.#bytes)?.rest ?? Buffer.alloc(0);
  }

  /**
   * Waits for the head of the response.
   *
   * @throws {Violation} when it is none of HTTP/1.1, the connection ends before, or nothing comes
   * within `patienceMs`.
   */
  async head(patienceMs: number): Promise<ResponseHead> {
    const head = await this.headOrEnd(patienceMs);
    demand(head !== undefined, this.#unanswered("the end of the connection"));
    return head;
  }

  /**
   * Waits for the head of the response; undefined when the connection ends before.
   *
   * @throws {Violation} when it is none of HTTP/1.1, or nothing comes within `patienceMs`.
   */
  async headOrEnd(patienceMs: number): Promise<ResponseHead | undefined> {
    await this.#until(() => splitHead(this.#bytes) !== undefined, patienceMs);
    const head = splitHead(this.#bytes)?.head;
    demand(head !== undefined || this.#ended, this.#unanswered(`nothing for ${patienceMs} ms`));
    return head;
  }

  /** Waits for the whole response; the body is what came when the connection ended or time was up. */
  async response(patienceMs: number): Promise<HttpResponse> {
    const head = await this.head(patienceMs);
    if (head.status !== 101) await this.#until(() => isComplete(head, this.rest), patienceMs);
    return { ...head, body: decodeBody(head, this.rest) };
  }

  /**
   * Waits for the end of the connection.
   *
   * @throws {Violation} when it doesn't end within `patienceMs`.
   */
  async end(patienceMs: number): Promise<void> {
    await this.#until(() => false, patienceMs);
    const got = this.#bytes.length === 0
      ? "nothing"
      : JSON.stringify(this.#bytes.toString("latin1", 0, 100));
    demand(this.#ended, `Expected the end of the connection within ${patienceMs} ms, got ${got}`);
  }

  #unanswered(got: string): string {
    return `Expected an answer to "${this.#requestLine}", got ${got}`;
  }

  async #until(condition: () => boolean, patienceMs: number): Promise<void> {
    const timeout = Promise.withResolvers<true>();
    const timer = setTimeout(timeout.resolve, patienceMs, true);
    let late = false;
    try {
      while (!late && !this.#ended && !condition()) {
        const change = Promise.withResolvers<false>();
        this.#wake = () => change.resolve(false);
        late = await Promise.race([change.promise, timeout.promise]);
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
