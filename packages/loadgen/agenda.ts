interface Entry {
  readonly atMs: number;
  readonly run: () => void;
}

/**
 * One-shot things that happen once or twice in a session's life, in the order of their times: a
 * binary heap. Nothing is taken back; what runs looks whether it still applies.
 */
export class Agenda {
  readonly #heap: Entry[] = [];

  /** Runs `run` at the first {@linkcode runDue} whose time is `atMs` or later. */
  schedule(atMs: number, run: () => void): void {
    const heap = this.#heap;
    let i = heap.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent]!.atMs <= atMs) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = { atMs, run };
  }

  /** Runs what is due at `nowMs`, earliest first, also what that schedules for now. */
  runDue(nowMs: number): void {
    while (this.#heap.length > 0 && this.#heap[0]!.atMs <= nowMs) this.#pop().run();
  }

  #pop(): Entry {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    return top;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let i = 0;
    while (2 * i + 1 < heap.length) {
      const left = 2 * i + 1;
      const isRightEarlier = left + 1 < heap.length && heap[left + 1]!.atMs < heap[left]!.atMs;
      const child = isRightEarlier ? left + 1 : left;
      if (heap[child]!.atMs >= entry.atMs) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = entry;
  }
}
