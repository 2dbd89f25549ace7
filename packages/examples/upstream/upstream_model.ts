import { inferenceFailure } from "@stt-bench/core";
import type { InferenceFailure } from "@stt-bench/core";
import * as v from "valibot";

/** Audio that may wait to be written. Beyond that the model is too slow for what it is sent. */
const MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
const ID_BYTES = 4;

/** What the model says, in JSON: the words of the batch with this number. */
const Answer = v.strictObject({ id: v.number(), text: v.string() });
const parseAnswer = v.safeParser(v.pipe(v.string(), v.parseJson(), Answer));

/**
 * A model behind one WebSocket, which all sessions share and a batch opens when there is none. A batch goes
 * up as its number (32 bits, big-endian) and its samples; the words come back in any order.
 */
export class UpstreamModel {
  readonly #url: string;
  readonly #waiting = new Map<number, (result: string | InferenceFailure) => void>();
  #socket: Promise<WebSocket> | undefined;
  #batches = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** At most one for each session waits: the core sends no second batch before. */
  async transcribe(samples: Int16Array, signal: AbortSignal): Promise<string | InferenceFailure> {
    try {
      const socket = await (this.#socket ??= this.#connect());
      signal.throwIfAborted();
      const isFull = socket.bufferedAmount > MAX_BUFFERED_BYTES;
      if (!isFull) return await this.#ask(socket, samples, signal);
      return inferenceFailure("pool_timeout", "expected a model that reads, got one that doesn't");
    } catch (error) {
      return inferenceFailure("connection_reset", (error as Error).message);
    }
  }

  /** Ends the connection, if there is one. */
  close(): void {
    this.#socket?.then((socket) => socket.close(), () => {});
  }

  #ask(socket: WebSocket, samples: Int16Array, signal: AbortSignal) {
    const id = this.#batches = (this.#batches + 1) >>> 0;
    const message = new Uint8Array(ID_BYTES + samples.byteLength);
    new DataView(message.buffer).setUint32(0, id);
    message.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), ID_BYTES);
    socket.send(message);
    return new Promise<string | InferenceFailure>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      signal.addEventListener("abort", () => this.#waiting.delete(id) && reject(signal.reason));
    });
  }

  #connect(): Promise<WebSocket> {
    const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
    const socket = new WebSocket(this.#url);
    const lose = (kind: "connection_reset" | "parse_error", problem: string) => {
      socket.onmessage = socket.onclose = null;
      this.#socket = undefined;
      reject(new Error(problem));
      for (const end of this.#waiting.values()) end(inferenceFailure(kind, problem));
      this.#waiting.clear();
      socket.close();
    };
    socket.onopen = () => resolve(socket);
    socket.onmessage = ({ data }) => {
      const { success, output } = parseAnswer(data);
      if (!success) return lose("parse_error", `expected {"id":…,"text":…}, got something else`);
      this.#waiting.get(output.id)?.(output.text);
      this.#waiting.delete(output.id);
    };
    socket.onclose = ({ code }) =>
      lose("connection_reset", `expected a model at ${this.#url}, got close code ${code}`);
    return promise;
  }
}
