import { Buffer } from "node:buffer";
import { decodeAnswer } from "./decode_answer.ts";
import { MAX_ANSWER_BYTES } from "./inference_transport.ts";
import type {
  InferenceTransport,
  Post,
  PostedBatch,
  TransportHandler,
  TransportResult,
} from "./inference_transport.ts";

/** One `fetch` of the runtime, bound to the URL, the request headers and one of its clients. */
export type PostFetch = (
  body: Uint8Array,
  signal: AbortSignal,
  /** The value of one request header more, `TRACEPARENT_HEADER`. */
  traceparent: string | undefined,
) => Promise<Response>;

/** What a {@linkcode FetchTransport} stands on. */
export interface FetchTransportOptions {
  /** Opens a client of its own, with its own connection. */
  readonly openClient: () => PostFetch;
  /** Clients to spread the requests over. */
  readonly connections: number;
  /** Requests at a time after which a further client is opened. */
  readonly streamsPerConnection: number;
}

interface Client {
  readonly post: PostFetch;
  inFlight: number;
}

/**
 * Posts with the runtime's `fetch`, whichever protocol that speaks. The runtime must copy the body
 * before `fetch` returns (Deno 2.9 and Bun 1.4 do).
 */
export class FetchTransport implements InferenceTransport {
  readonly #options: FetchTransportOptions;
  readonly #clients: Client[] = [];
  #turn = 0;

  constructor(options: FetchTransportOptions) {
    this.#options = options;
    for (let i = 0; i < options.connections; i++) this.#open();
  }

  post(batch: PostedBatch, handler: TransportHandler): Post {
    const request = new AbortController();
    this.#exchange(batch, request.signal).then((result) => handler.onEnd(result));
    return { cancel: () => request.abort() };
  }

  async #exchange(batch: PostedBatch, signal: AbortSignal): Promise<TransportResult> {
    const client = this.#pick();
    client.inFlight++;
    try {
      return await readAnswer(await client.post(batch.bytes, signal, batch.traceparent));
    } catch (error) {
      return { outcome: "lost", message: describe(error) };
    } finally {
      client.inFlight--;
    }
  }

  /** The next of the first clients in turn; when it is busy any other, at last a new one. */
  #pick(): Client {
    this.#turn = (this.#turn + 1) % this.#options.connections;
    const next = this.#clients[this.#turn]!;
    if (this.#isFree(next)) return next;
    return this.#clients.find((client) => this.#isFree(client)) ?? this.#open();
  }

  #isFree({ inFlight }: Client): boolean {
    return inFlight < this.#options.streamsPerConnection;
  }

  #open(): Client {
    const client = { post: this.#options.openClient(), inFlight: 0 };
    this.#clients.push(client);
    return client;
  }
}

async function readAnswer(response: Response): Promise<TransportResult> {
  const { status } = response;
  if (status !== 200) {
    await response.body?.cancel();
    const retryAfter = response.headers.get("retry-after") ?? undefined;
    return { outcome: "answered", status, body: "", retryAfter };
  }
  const bytes = isKnownToBeShort(response.headers)
    ? new Uint8Array(await response.arrayBuffer())
    : await readBounded(response);
  if (bytes === undefined) return { outcome: "too_large" };
  const body = decodeAnswer(bytes);
  return body === undefined ? { outcome: "not_utf8" } : { outcome: "answered", status, body };
}

/**
 * A body cannot be longer than its announced length, and reading it whole costs a tenth. But what
 * `fetch` decompresses is announced with the length that it had before.
 */
function isKnownToBeShort(headers: Headers): boolean {
  const announced = Number(headers.get("content-length") ?? NaN);
  return announced <= MAX_ANSWER_BYTES && !headers.has("content-encoding");
}

async function readBounded({ body }: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of body ?? []) {
    byteLength += chunk.byteLength;
    if (byteLength > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
