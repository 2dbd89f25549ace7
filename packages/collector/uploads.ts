import type { FileStore } from "./files/file_store.ts";
import type { UploadOutcome } from "./metrics.ts";
import { Refusal } from "./refusal.ts";

/** How many uploads there may be at once, and how long each may take. */
export interface UploadLimits {
  readonly maxUploads: number;
  readonly timeoutMs: number;
}

/** A file on its way in. */
export interface Upload {
  readonly run: string;
  readonly name: string;
  readonly body: ReadableStream<Uint8Array> | null;
  /** What the client says of its length. */
  readonly bytes: number | undefined;
}

/** Takes files into the store: so many at once, each for so long, and counts them. */
export class Uploads {
  readonly counts: Record<UploadOutcome, number> = { stored: 0, equal: 0, refused: 0, failed: 0 };
  readonly #store: FileStore;
  readonly #limits: UploadLimits;
  #active = 0;

  constructor(store: FileStore, limits: UploadLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  /** Files on their way in. */
  get active(): number {
    return this.#active;
  }

  /**
   * Takes a file, whole or not at all.
   *
   * @throws {Refusal} as {@linkcode FileStore.put}, and if there are too many or it takes too long
   */
  async take({ run, name, body, bytes }: Upload): Promise<"stored" | "equal"> {
    const { maxUploads } = this.#limits;
    if (this.#active >= maxUploads) {
      this.counts.refused++;
      throw new Refusal(503, `Expected at most ${maxUploads} uploads at once, got one more`);
    }
    this.#active++;
    try {
      const outcome = await this.#store.put(run, name, this.#chunks(body, bytes));
      this.counts[outcome]++;
      return outcome;
    } catch (error) {
      this.counts[error instanceof Refusal ? "refused" : "failed"]++;
      throw error;
    } finally {
      this.#active--;
    }
  }

  /** The chunks of `body` until it ends, fails, or time is up. */
  async *#chunks(
    body: ReadableStream<Uint8Array> | null,
    expectedBytes: number | undefined,
  ): AsyncGenerator<Uint8Array> {
    const { timeoutMs } = this.#limits;
    const reader = body?.getReader();
    const late = new Refusal(408, `Expected the file within ${timeoutMs} ms, got part of it`);
    const tooLate = Promise.withResolvers<never>();
    tooLate.promise.catch(() => {});
    const timer = setTimeout(() => tooLate.reject(late), timeoutMs);
    let bytes = 0;
    try {
      for (;;) {
        const result = await Promise.race([reader?.read(), tooLate.promise]);
        if (result === undefined || result.done) break;
        bytes += result.value.length;
        yield result.value;
      }
      // Not every runtime calls a body cut short a failure.
      if (expectedBytes !== undefined && bytes !== expectedBytes) {
        throw new Refusal(400, `Expected ${expectedBytes} bytes, got ${bytes}`);
      }
    } finally {
      clearTimeout(timer);
      void reader?.cancel().catch(() => {});
    }
  }
}
