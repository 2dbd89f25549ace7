import { Buffer } from "node:buffer";
import { delay, PATIENCE_MS } from "@stt-bench/conformance";
import type { Gateway, WebSocketClient } from "@stt-bench/conformance";
import { FRAME_MS, generatedPcm, parseServerMessage } from "@stt-bench/protocol";
import type { InferenceAnswer, ServerMessage } from "@stt-bench/protocol";
import { AudioLedger } from "./audio_ledger.ts";

/** A message, and the answer that a model which makes no mistakes would have given. */
export interface Outcome {
  readonly message: ServerMessage;
  readonly right: InferenceAnswer;
}

/** A session that streams whatever comes of its frames, as long as each comes to one end. */
export class Stream {
  readonly #client: WebSocketClient;
  readonly #ledger = new AudioLedger();
  readonly #audio: number;
  #isStreaming = true;
  #streaming: Promise<void> = Promise.resolve();

  private constructor(client: WebSocketClient, audio: number) {
    this.#client = client;
    this.#audio = audio;
  }

  /** Opens a session through `door`; `audio` tells its audio from that of others. */
  static async open(door: Gateway, audio: number): Promise<Stream> {
    const client = await door.connect();
    client.sendText('{"type":"start"}');
    return new Stream(client, audio);
  }

  /** Frames that no message has settled yet. */
  get unsettled(): number {
    return this.#ledger.sent - this.#ledger.settled;
  }

  /** Sends one frame. */
  send(): void {
    const seq = this.#ledger.sent + 1;
    const frame = Buffer.from(generatedPcm(this.#audio, seq, seq).buffer);
    this.#ledger.enter(frame);
    this.#client.sendBinary(frame);
  }

  /** Sends a frame every 20 ms from now on, until {@linkcode pause}. */
  stream(): void {
    this.#isStreaming = true;
    this.#streaming = this.#stream();
  }

  /** Sends no frame any more; may be called again. */
  async pause(): Promise<void> {
    this.#isStreaming = false;
    await this.#streaming;
  }

  /**
   * The next message, which must settle the next frames.
   *
   * @throws {Violation} when it does not, or the connection ends, or nothing comes.
   */
  async outcome(patienceMs: number = PATIENCE_MS): Promise<Outcome> {
    const { text } = await this.#client.expect("text", patienceMs);
    const message = parseServerMessage(text);
    return { message, right: this.#ledger.settle(message) };
  }

  async #stream(): Promise<void> {
    while (this.#isStreaming) {
      this.send();
      await delay(FRAME_MS);
    }
  }
}
