interface Entry {
  readonly atMs: number;
  /** Entries of the same time run in the order in which they were scheduled. */
  readonly order: number;
  readonly run: () => void;
}

/**
 * What happens once or twice in a session's life, in the order of time: a binary heap. Nothing can be
 * cancelled; what runs checks whether it still applies.
 */
export class Agenda {
  readonly #heap: Entry[] = [];
  #scheduled = 0;

  /** Runs `run` at the first {@linkcode runDue} whose time is `atMs` or later. */
  schedule(atMs: number, run: () => void): void {
    const heap = this.#heap;
    const entry = { atMs, order: this.#scheduled++, run };
    let i = heap.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (isEarlier(heap[parent]!, entry)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
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
      const right = left + 1;
      const child = right < heap.length && isEarlier(heap[right]!, heap[left]!) ? right : left;
      if (isEarlier(entry, heap[child]!)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = entry;
  }
}

function isEarlier(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
