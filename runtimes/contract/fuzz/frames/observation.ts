import { demand, PATIENCE_MS } from "@stt-bench/conformance";
import type { ClientEvent, WebSocketClient } from "@stt-bench/conformance";
import { parseServerMessage } from "@stt-bench/protocol";
import { messageOf } from "../../run/message_of.ts";
import type { Allowances } from "../allowances.ts";
import { answerOf, AudioLedger, isSameAnswer } from "../audio_ledger.ts";
import type { Prediction } from "./frame_model.ts";

/** The end of a connection, or its Close frame. */
export type End = Extract<ClientEvent, { type: "close" | "end" | "reset" }>;

const LONG_CONTROL = /^A control frame of \d+ bytes is too long$/;

/** What a client has seen so far of a connection on which no frame of audio comes any more. */
export class Observation {
  readonly #client: WebSocketClient;
  readonly #allowances: Allowances;
  readonly #ledger = new AudioLedger();
  readonly #pongs: string[] = [];
  #end: End | undefined;

  constructor(client: WebSocketClient, { audio }: Prediction, allowances: Allowances) {
    this.#client = client;
    this.#allowances = allowances;
    this.#ledger.enter(...audio);
  }

  /** Payloads of pongs, as Latin-1. */
  get pongs(): readonly string[] {
    return this.#pongs;
  }

  /** Frames that were acknowledged, each with the answer that its audio demands. */
  get acknowledged(): number {
    return this.#ledger.settled;
  }

  /** How the connection was ended by the gateway; undefined while it is open. */
  get end(): End | undefined {
    return this.#end;
  }

  /**
   * Looks on until `isEnough`, or the connection ends.
   *
   * @throws {Violation} when neither comes for a long while, or a message is wrong.
   */
  async until(isEnough: () => boolean, what: () => string): Promise<void> {
    while (this.#end === undefined && !isEnough()) {
      const event = await this.#next();
      demand(event !== undefined, `Expected ${what()}, got nothing for ${PATIENCE_MS} ms`);
      this.#take(event);
    }
  }

  async #next(): Promise<ClientEvent | undefined> {
    try {
      return await this.#client.poll(PATIENCE_MS);
    } catch (error) {
      if (!this.#allowances.limitsPingsOnly || !LONG_CONTROL.test(messageOf(error))) throw error;
      return { type: "end" };
    }
  }

  #take(event: ClientEvent): void {
    switch (event.type) {
      case "text":
        return this.#settle(event.text);
      case "pong":
        this.#pongs.push(event.payload.toString("latin1"));
        return;
      case "ping":
        return;
      case "close":
      case "end":
      case "reset":
        this.#end = event;
    }
  }

  #settle(text: string): void {
    const message = parseServerMessage(text);
    const right = this.#ledger.settle(message);
    const isRight = message.type === "partial" && isSameAnswer(message, right);
    demand(isRight, `Expected a partial with ${JSON.stringify(answerOf(right))}, got ${text}`);
  }
}
