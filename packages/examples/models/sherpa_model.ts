import { Worker } from "node:worker_threads";
import { inferenceFailure } from "@stt-bench/core";
import type { InferenceFailure } from "@stt-bench/core";

/** Batches that may wait for the worker: beyond that it will not catch up within their deadline. */
const MAX_WAITING = 100;

/** A recogniser's configuration as sherpa-onnx has it: what kind of model, and where its weights are. */
export type SherpaConfig = Readonly<Record<string, unknown>>;

/** What the worker says of a batch: its words, or why there are none. */
export type WorkerAnswer = { readonly text: string } | { readonly problem: string };

/**
 * A speech model on this machine: sherpa-onnx (WASM) in a worker thread, so that the event loop goes on
 * while it computes. Batches are recognised one after another, each by itself.
 */
export class SherpaModel implements AsyncDisposable {
  readonly #worker: Worker;
  /** Who waits, in the order of the batches: the worker answers in the same. */
  readonly #waiting: ((answer: WorkerAnswer) => void)[] = [];
  #end: string | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    // Nobody waits for what comes while it ends.
    worker.on("message", (answer: WorkerAnswer) => this.#waiting.shift()?.(answer));
    worker.on("error", (error) => this.#fail(`expected a model, got ${error}`));
    worker.on("exit", () => this.#fail("expected a model, but its worker has ended"));
  }

  /**
   * Loads the weights.
   *
   * @throws {Error} when sherpa-onnx doesn't take them.
   */
  static async load(config: SherpaConfig): Promise<SherpaModel> {
    const worker = new Worker(new URL("./sherpa_worker.ts", import.meta.url), {
      workerData: config,
    });
    const model = new SherpaModel(worker);
    const answer = await new Promise<WorkerAnswer>((resolve) => model.#waiting.push(resolve));
    if ("text" in answer) return model;
    await worker.terminate();
    throw new Error(`Cannot load a model: ${answer.problem}`);
  }

  /** The words of a batch, for `transcriptInference`. The samples move to the worker. */
  async transcribe(samples: Int16Array<ArrayBuffer>): Promise<string | InferenceFailure> {
    if (this.#end !== undefined) return inferenceFailure("http_5xx", this.#end);
    if (this.#waiting.length >= MAX_WAITING) {
      return inferenceFailure("pool_timeout", `expected less than ${MAX_WAITING} batches to wait`);
    }
    const answer = await new Promise<WorkerAnswer>((resolve) => {
      this.#waiting.push(resolve);
      this.#worker.postMessage(samples, [samples.buffer]);
    });
    return "text" in answer ? answer.text : inferenceFailure("http_5xx", answer.problem);
  }

  /** Ends the worker; what waits fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#fail("expected a model, but it was closed");
    await this.#worker.terminate();
  }

  #fail(problem: string): void {
    this.#end ??= problem;
    for (const settle of this.#waiting.splice(0)) settle({ problem });
  }
}
