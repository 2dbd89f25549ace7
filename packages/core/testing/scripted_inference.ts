import { computeAnswer } from "@stt-bench/protocol";
import { promisedInference } from "../promised_inference.ts";
import type {
  Batch,
  Inference,
  InferenceFailure,
  InferenceHandler,
  InferenceRequest,
  InferenceResult,
} from "../ports.ts";

/** A request that waits for the test to answer it. */
export interface PendingRequest {
  readonly batch: Batch;
  /** A copy of the audio as it was when the request was made. */
  readonly samples: Int16Array;
  readonly signal: AbortSignal;
  readonly resolve: (result: InferenceResult) => void;
  readonly reject: (bug: unknown) => void;
}

/** An inference service whose answers the test gives, one by one. */
export class ScriptedInference implements Inference {
  /** Requests that wait, oldest first. */
  readonly pending: PendingRequest[] = [];
  /** Requests so far. */
  requests = 0;

  readonly #inference = promisedInference(
    (batch, signal) =>
      new Promise<InferenceResult>((resolve, reject) => {
        const samples = new Int16Array(batch.bytes.slice().buffer);
        this.pending.push({ batch, samples, signal, resolve, reject });
      }),
    { timeoutMs: Infinity },
  );

  infer(batch: Batch, handler: InferenceHandler): InferenceRequest {
    this.requests++;
    return this.#inference.infer(batch, handler);
  }

  /** Answers the oldest request as the simulator would; waits until its session has seen that. */
  async answer(): Promise<void> {
    const { samples, resolve } = this.pending.shift()!;
    resolve({ ok: true, answer: computeAnswer(samples, 4) });
    await settled();
  }

  /** Fails the oldest request; waits until its session has seen that. */
  async fail(failure: Omit<InferenceFailure, "ok">): Promise<void> {
    this.pending.shift()!.resolve({ ok: false, ...failure });
    await settled();
  }
}

/** Resolves once all promise reactions that wait now have run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await undefined;
}
