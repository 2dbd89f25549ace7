import { Buffer } from "node:buffer";
import { PassThrough } from "node:stream";
import type { Exchange, Headers, Saboteur } from "../exchange.ts";

/** What an exchange was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** An exchange without a network: the test writes the request's body and reads the answer. */
export class FakeExchange implements Exchange {
  readonly method: string;
  readonly path: string;
  readonly body = new PassThrough();
  readonly answered: Promise<Answered>;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #answer = Promise.withResolvers<Answered>();
  readonly #onClosed: ((isAnswered: boolean) => void)[] = [];

  constructor(method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
    this.method = method;
    this.path = path;
    this.#headers = headers;
    this.answered = this.#answer.promise;
  }

  header(name: string): string | undefined {
    return this.#headers[name];
  }

  onClosed(listener: (isAnswered: boolean) => void): void {
    this.#onClosed.push(listener);
  }

  respond(status: number, headers: Headers, body: string | Uint8Array): void {
    this.#answer.resolve({ status, headers, body: Buffer.from(body).toString() });
    this.#close(true);
  }

  /** The client goes away. */
  abandon(): void {
    this.#close(false);
  }

  get saboteur(): Saboteur {
    throw new Error("Cannot sabotage a fake exchange: expected a test over the network");
  }

  #close(isAnswered: boolean): void {
    for (const listener of this.#onClosed.splice(0)) listener(isAnswered);
  }
}
