import { BYTES_PER_SAMPLE, CPU_PASSES_HEADER } from "@stt-bench/protocol";
import type { InferenceAnswer } from "@stt-bench/protocol";
import type { Body, BodyPool } from "./body_pool.ts";
import type { Compute } from "./compute.ts";
import { JSON_TYPE, TEXT_TYPE } from "./content_type.ts";
import type { Exchange } from "./exchange.ts";
import { answerBadly } from "./faults/answer_badly.ts";
import type { AnswerFault } from "./faults/fault.ts";
import type { LatencyModel } from "./latency_model.ts";
import { recordMs } from "./percentiles.ts";
import type { Claim, Slots } from "./slots.ts";
import type { Stats } from "./stats.ts";
import type { ErrorCounts, StatsWindow } from "./stats_window.ts";

/** The longest delay that timers take, 24.8 days: with a longer one they run at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** What all requests share. */
export interface Model {
  readonly bodies: BodyPool;
  readonly slots: Slots;
  readonly compute: Compute;
  readonly latency: LatencyModel;
  readonly stats: Stats;
  readonly defaultCpuPasses: number;
  readonly maxBodyBytes: number;
}

/**
 * One `POST /infer`: collects the body, claims a slot, computes, waits as long as the latency model
 * says, answers.
 *
 * The hot path: no promise, no copy but the one into a pooled body. A client that goes away ends it
 * in any phase, and gives its slot and its place in the queue back.
 */
export class InferenceRequest {
  readonly #exchange: Exchange;
  readonly #model: Model;
  readonly #fault: AnswerFault | undefined;
  readonly #cpuPasses: number;
  /** Where it counts. */
  readonly #counts: StatsWindow;
  #body: Body | undefined;
  #claim: Claim | undefined;
  #claimedAtMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEnded = false;

  /** @param fault What spoils the answer. */
  constructor(exchange: Exchange, model: Model, fault?: AnswerFault) {
    this.#exchange = exchange;
    this.#model = model;
    this.#fault = fault;
    this.#cpuPasses = cpuPassesOf(exchange) ?? model.defaultCpuPasses;
    this.#counts = model.stats.requestStarted();
  }

  /** Begins to read the body; all else follows from there. */
  start(): void {
    const { bodies, maxBodyBytes } = this.#model;
    this.#exchange.onClosed((isAnswered) => {
      if (!isAnswered && this.#fault === undefined) this.#end("client_gone");
      else this.#end();
    });
    if (Number(this.#exchange.header("content-length")) > maxBodyBytes) return this.#refuseLarge();
    this.#body = bodies.take();
    this.#exchange.body.on("data", (chunk: Uint8Array) => this.#receive(chunk));
    this.#exchange.body.on("end", () => this.#enqueue());
  }

  #receive(chunk: Uint8Array): void {
    if (this.#body === undefined) return;
    if (this.#body.length + chunk.length > this.#model.maxBodyBytes) this.#refuseLarge();
    else this.#body.append(chunk);
  }

  /** The rest of the body is read and thrown away: a connection cut now could lose the answer. */
  #refuseLarge(): void {
    this.#end("too_large");
    this.#exchange.body.resume();
    const expected = `expected a body of at most ${this.#model.maxBodyBytes} bytes, got more`;
    this.#exchange.respond(413, TEXT_TYPE, `Cannot infer: ${expected}\n`);
  }

  #enqueue(): void {
    if (this.#body === undefined) return;
    const { length } = this.#body;
    if (length % BYTES_PER_SAMPLE !== 0) {
      this.#end("odd_length");
      const message = `Cannot infer: expected whole 16-bit samples, got ${length} bytes\n`;
      return this.#exchange.respond(400, TEXT_TYPE, message);
    }
    this.#claimedAtMs = performance.now();
    this.#claim = this.#model.slots.claim(() => this.#compute());
    if (this.#isEnded) this.#claim.release();
  }

  #compute(): void {
    const { bodies, compute } = this.#model;
    recordMs(this.#counts.queueWait, performance.now() - this.#claimedAtMs);
    const body = this.#body!;
    compute.run(body.samples(), this.#cpuPasses, (answer) => this.#wait(answer));
    if (this.#body === undefined) return;
    this.#body = undefined;
    bodies.release(body);
  }

  #wait(answer: InferenceAnswer): void {
    if (this.#isEnded) return;
    const delayMs = this.#model.latency.nextMs();
    if (delayMs <= 0) return this.#answer(answer, 0);
    const dueMs = performance.now() + delayMs;
    const answerLate = () => this.#answer(answer, performance.now() - dueMs);
    this.#timer = setTimeout(answerLate, Math.min(delayMs, MAX_DELAY_MS));
  }

  #answer(answer: InferenceAnswer, latenessMs: number): void {
    recordMs(this.#counts.answerLateness, latenessMs);
    if (this.#fault !== undefined) {
      this.#counts.faultsInjected++;
      return answerBadly(this.#exchange, answer, this.#fault);
    }
    this.#end();
    this.#counts.answered++;
    this.#exchange.respond(200, JSON_TYPE, JSON.stringify(answer));
  }

  /** Gives back whatever this request holds. The first call decides what the request counts as. */
  #end(error?: keyof ErrorCounts): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const { stats, bodies } = this.#model;
    if (error !== undefined) this.#counts.errors[error]++;
    stats.requestEnded();
    clearTimeout(this.#timer);
    if (this.#body !== undefined) bodies.release(this.#body);
    this.#body = undefined;
    this.#claim?.release();
  }
}

/** The header's value, where it is a non-negative integer. */
function cpuPassesOf(exchange: Exchange): number | undefined {
  const given = exchange.header(CPU_PASSES_HEADER);
  if (given === undefined || !/^\d+$/.test(given)) return undefined;
  const passes = Number(given);
  return Number.isSafeInteger(passes) ? passes : undefined;
}
