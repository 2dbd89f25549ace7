import * as http2 from "node:http2";
import type { ClientHttp2Session, ClientHttp2Stream } from "node:http2";
import { connectFailure, judge, requestFailure, timeoutFailure } from "./inference_client.ts";
import type { Failure, InferenceClient, Outcome, RequestPlan } from "./inference_client.ts";

/**
 * Megabytes of requests that wait for the kernel or for a window: node:http2 counts them and breaks
 * streams above its default of 10, which 256 requests of 32 kB nearly fill.
 */
const SESSION_MEMORY_MB = 1024;

/** One HTTP/2 connection; another one takes its place when it ends. */
export class Http2Client implements InferenceClient {
  readonly #plan: RequestPlan;
  readonly #headers: http2.OutgoingHttpHeaders;
  #connection: Promise<ClientHttp2Session | Failure> | undefined;
  #session: ClientHttp2Session | undefined;

  constructor(plan: RequestPlan) {
    this.#plan = plan;
    this.#headers = { ":method": "POST", ":path": plan.path, ...plan.headers };
  }

  async connect(): Promise<Outcome> {
    this.#connection ??= this.#open();
    const connection = await this.#connection;
    return "cause" in connection ? connection : undefined;
  }

  async post(): Promise<Outcome> {
    this.#connection ??= this.#open();
    const connection = await this.#connection;
    return "cause" in connection ? connection : await this.#exchange(connection);
  }

  close(): void {
    this.#session?.destroy();
  }

  #open(): Promise<ClientHttp2Session | Failure> {
    const { promise, resolve } = Promise.withResolvers<ClientHttp2Session | Failure>();
    const session = http2.connect(this.#plan.url, { maxSessionMemory: SESSION_MEMORY_MB });
    this.#session = session;
    const forget = () => {
      if (this.#session === session) this.#connection = undefined;
    };
    const timer = setTimeout(() => session.destroy(), this.#plan.connectTimeoutMs);
    session.once("connect", () => {
      clearTimeout(timer);
      resolve(session);
    });
    let broken: Error | undefined;
    session.on("error", (error) => broken = error);
    session.once("goaway", forget);
    session.once("close", () => {
      clearTimeout(timer);
      forget();
      resolve(connectFailure(this.#plan, broken));
    });
    return promise;
  }

  #exchange(session: ClientHttp2Session): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    let stream: ClientHttp2Stream;
    try {
      stream = session.request(this.#headers);
    } catch (error) {
      return Promise.resolve(requestFailure(error as Error));
    }
    let status = 0;
    let text = "";
    let broken: Error | undefined;
    const timer = setTimeout(() => {
      resolve(timeoutFailure(this.#plan));
      stream.close(http2.constants.NGHTTP2_CANCEL);
    }, this.#plan.timeoutMs);
    stream.setEncoding("utf8");
    stream.on("response", (headers) => status = Number(headers[":status"]));
    stream.on("data", (piece: string) => text += piece);
    stream.on("error", (error) => broken = error);
    stream.on("close", () => {
      clearTimeout(timer);
      const isWhole = broken === undefined && status !== 0 && stream.rstCode === 0;
      resolve(isWhole ? judge(this.#plan, status, text) : requestFailure(broken));
    });
    stream.end(this.#plan.body);
    return promise;
  }
}
