import type { Duplex } from "node:stream";
import { setTimeout as after } from "node:timers";
import { Buffer } from "node:buffer";
import {
  CloseCode,
  CloseReason,
  computeAnswer,
  CPU_PASSES_HEADER,
  FRAME_BYTES,
  INFER_PATH,
  isStartMessage,
  roundMs,
} from "@stt-bench/protocol";
import type { InferenceAnswer } from "@stt-bench/protocol";
import type { RawData, WebSocket } from "ws";
import type { Flaws } from "./flaws.ts";

const CPU_PASSES = 4;
const MODEL_DELAY_MS = 10;

let sharedFrames = 0;

/** What the sessions of one gateway share. */
export interface FixtureSettings {
  readonly flushIntervalMs: number;
  /** Where batches are posted; without it the fixture answers them itself. */
  readonly inferenceUrl?: string;
}

/** One session of a {@linkcode FixtureGateway}. */
export class FixtureSession {
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  readonly #settings: FixtureSettings;
  readonly #flaws: Flaws;
  readonly #close: WebSocket["close"];
  #startedAtMs: number | undefined;
  #flushes = 0;
  #frames: Buffer[] = [];
  #received = 0;
  #inFlight = false;
  #ended = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(webSocket: WebSocket, socket: Duplex, settings: FixtureSettings, flaws: Flaws) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#settings = settings;
    this.#flaws = flaws;
    this.#close = webSocket.close.bind(webSocket);
    // `ws` itself closes through this method too, when it sees an illegal frame or a Close.
    webSocket.close = (code, reason = "") => this.#closeWith(code, reason.toString());
    webSocket.on("message", (data, isBinary) => this.#onMessage(data, isBinary));
    webSocket.on("ping", (payload) => webSocket.pong(flaws.pong?.(payload) ?? payload));
    webSocket.on("pong", () => flaws.refusesPong && webSocket.close(CloseCode.protocolError));
    webSocket.on("error", () => {});
    webSocket.on("close", () => this.end());
  }

  /** Stops its timer. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    const message = data as Buffer;
    const text = message.toString();
    if (this.#startedAtMs === undefined) {
      const right = !isBinary && isStartMessage(text);
      if (!(this.#flaws.isStart?.(text, isBinary) ?? right)) {
        return this.#webSocket.close(CloseCode.protocolError, CloseReason.badStart);
      }
      this.#startedAtMs = performance.now();
      this.#schedule();
    } else if (
      this.#flaws.isFrame?.(message, isBinary) ?? (isBinary && message.length === FRAME_BYTES)
    ) {
      this.#received = this.#flaws.sharesNumbers ? ++sharedFrames : this.#received + 1;
      this.#frames.push(message);
    } else if (isBinary) {
      this.#webSocket.close(CloseCode.unsupportedData, CloseReason.badFrameSize);
    } else {
      this.#webSocket.close(CloseCode.protocolError, CloseReason.textAfterStart);
    }
  }

  #schedule(): void {
    const n = ++this.#flushes;
    const dueMs = this.#startedAtMs! +
      (this.#flaws.dueMs?.(n, this.#settings.flushIntervalMs) ??
        n * this.#settings.flushIntervalMs);
    this.#timer = after(() => {
      this.#schedule();
      void this.#flush(Math.max(0, performance.now() - dueMs));
    }, Math.max(0, dueMs - performance.now()));
  }

  async #flush(latenessMs: number): Promise<void> {
    if (this.#inFlight && !this.#flaws.overlaps) return;
    if (this.#frames.length === 0 && !this.#flaws.flushesNothing) return;
    this.#inFlight = true;
    const newest = this.#received;
    const frames = this.#frames.splice(0).slice(0, this.#flaws.maxBatchFrames);
    const answer = await this.#infer(Uint8Array.from(Buffer.concat(frames)));
    this.#inFlight = false;
    if (this.#ended) return;
    const partial = {
      type: "partial" as const,
      oldest_frame_seq: newest - frames.length + 1,
      newest_frame_seq: newest,
      frames: frames.length,
      ...answer,
      cpu_passes: CPU_PASSES,
      model_delay_ms: MODEL_DELAY_MS,
      flush_lateness_ms: roundMs(latenessMs),
      inflight_model_jobs: 0,
    };
    this.#webSocket.send(JSON.stringify(this.#flaws.partial?.(partial) ?? partial));
  }

  async #infer(pcm: Uint8Array<ArrayBuffer>): Promise<InferenceAnswer> {
    const { inferenceUrl } = this.#settings;
    if (inferenceUrl === undefined) {
      await new Promise((resolve) => after(resolve, MODEL_DELAY_MS));
      return computeAnswer(new Int16Array(pcm.buffer, 0, pcm.length >> 1), CPU_PASSES);
    }
    const headers = { [CPU_PASSES_HEADER]: `${CPU_PASSES}` };
    const response = await fetch(inferenceUrl + INFER_PATH, { method: "POST", headers, body: pcm });
    return await response.json() as InferenceAnswer;
  }

  #closeWith(code: number | undefined, reason: string): void {
    const answer = this.#flaws.close ? this.#flaws.close(code, reason) : [code, reason] as const;
    if (answer === undefined) return;
    if (answer === "cut") return void this.#socket.destroy();
    const close = () => {
      this.#close(...(answer as [number, string]));
      this.end();
    };
    if (this.#flaws.closesLate) after(close, 2 * this.#settings.flushIntervalMs);
    else close();
  }
}
