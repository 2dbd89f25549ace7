import { Buffer } from "node:buffer";
import { Agent, request as requestHttp } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";

/** A request and how long it may take. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: URL;
  readonly body?: Uint8Array;
  /** From the beginning to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly agent?: Agent;
  /** Called once the connection is made. */
  readonly onConnect?: () => void;
}

/** An answer of any status. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** More than any answer of a collector to a shard. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Where packets are swallowed, the system would try to connect for two minutes. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A connection this long silent is probed, so that a dead peer is noticed within a minute. */
const KEEP_ALIVE_MS = 15_000;

/** Keeps one connection open for requests to `url`; `destroy` closes it. */
export function keepConnection(url: URL): Agent {
  const options = { keepAlive: true, maxSockets: 1 };
  return url.protocol === "https:" ? new HttpsAgent(options) : new Agent(options);
}

/**
 * Sends a request and reads its answer. It does not use `fetch`, which gives up after five minutes
 * without an answer on Node and Bun: shards may wait for one another that long.
 *
 * @throws {Error} if there is no answer in time, or `signal` aborts
 */
export function httpRequest(asked: HttpRequest): Promise<HttpAnswer> {
  const { method, url, body, signal, agent } = asked;
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const headers = { "content-length": body?.length ?? 0 };
  const sent = request(url, { method, headers, ...(agent && { agent }) });
  const stopTimers = limitTime(sent, asked);
  const stop = () => sent.destroy(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  return new Promise<HttpAnswer>((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (answer: IncomingMessage) => {
      readText(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject);
    });
    sent.end(body);
  }).finally(() => {
    stopTimers();
    signal.removeEventListener("abort", stop);
  });
}

/** Ends `sent` when it isn't connected, or not answered, in time; until the returned function is called. */
function limitTime(sent: ClientRequest, { timeoutMs, onConnect }: HttpRequest): () => void {
  const end = (what: string, ms: number) =>
    setTimeout(() => sent.destroy(new Error(`no ${what} within ${ms} ms`)), ms);
  const connecting = end("connection", Math.min(CONNECT_TIMEOUT_MS, timeoutMs));
  const answering = end("answer", timeoutMs);
  sent.on("socket", (socket) => {
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const connected = () => {
      clearTimeout(connecting);
      onConnect?.();
    };
    if (socket.connecting) socket.once("connect", connected);
    else connected();
  });
  return () => {
    clearTimeout(connecting);
    clearTimeout(answering);
  };
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      throw new Error(`expected an answer of at most ${MAX_ANSWER_BYTES} bytes, got more`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
