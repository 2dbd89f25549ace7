import { Worker } from "node:worker_threads";
import type { InferenceAnswer } from "@stt-bench/protocol";
import type { Compute } from "./compute.ts";

/** What a thread is asked. `samples` moves to it without a copy. */
export interface ComputeJob {
  readonly id: number;
  readonly samples: Int16Array<ArrayBuffer>;
  readonly cpuPasses: number;
}

/** What a thread answers. */
export interface ComputeResult {
  readonly id: number;
  readonly answer: InferenceAnswer;
}

interface Thread {
  readonly worker: Worker;
  jobs: number;
}

/** Computes on threads; each job goes to the one with the fewest. */
export class WorkerCompute implements Compute {
  readonly #threads: readonly Thread[];
  readonly #waiting = new Map<number, (answer: InferenceAnswer) => void>();
  #lastId = 0;

  constructor(threads: number) {
    this.#threads = Array.from({ length: threads }, () => this.#start());
  }

  run(samples: Int16Array, cpuPasses: number, done: (answer: InferenceAnswer) => void): void {
    const id = ++this.#lastId;
    this.#waiting.set(id, done);
    const thread = this.#threads.reduce((least, next) => next.jobs < least.jobs ? next : least);
    thread.jobs++;
    const job: ComputeJob = { id, samples: samples.slice(), cpuPasses };
    thread.worker.postMessage(job, [job.samples.buffer]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(): Thread {
    const thread = { worker: new Worker(new URL("./compute_thread.ts", import.meta.url)), jobs: 0 };
    thread.worker.on("message", ({ id, answer }: ComputeResult) => {
      thread.jobs--;
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
    // A thread that dies is a bug; requests that wait for it would hang if the process went on.
    thread.worker.on("error", (error) => {
      throw error;
    });
    return thread;
  }
}
