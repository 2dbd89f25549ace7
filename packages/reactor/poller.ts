import { errnoName, isTemporary, libcError } from "./errno.ts";
import { linux } from "./libc.ts";
import type { Libc } from "./libc.ts";
import { OFF_HEAP_BYTES } from "./off_heap_bytes.ts";

/** Who hears that a file is ready. */
export interface Watcher {
  /** `events` are those of `epoll`; none follows before {@linkcode Watch.arm}. */
  onReady(events: number): void;
}

/** Events that are taken with one call; the others come with the next. */
const MAX_EVENTS = 512;

const WORD_BYTES = 4;

/** Where a `struct epoll_event` has what, in words: the events, and the 64 bits that are ours. */
const LAYOUTS = {
  x64: { words: 3, events: 0, slot: 1, generation: 2 },
  arm64: { words: 4, events: 0, slot: 2, generation: 3 },
} as const;

interface Slot {
  watcher: Watcher | undefined;
  generation: number;
}

/**
 * `epoll`, one shot at a time: a file is waited for when someone arms it, and then told once. A
 * session that streams is never armed, so that its 50 frames a second wake nobody up.
 *
 * An event names a slot and its generation, never a file: a file that was closed and whose number is
 * another's by now cannot be taken for it.
 */
export class Poller {
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #layout: (typeof LAYOUTS)[keyof typeof LAYOUTS];
  readonly #slots: Slot[] = [];
  readonly #free: number[] = [];
  readonly #events: Uint8Array;
  readonly #eventWords: Uint32Array;
  /** What one call of `epoll_ctl` is told: one event, in memory that no collector moves. */
  readonly #request = new Uint8Array(OFF_HEAP_BYTES);
  readonly #requestWords = new Uint32Array(this.#request.buffer);

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#layout = LAYOUTS[libc.arch];
    this.#events = new Uint8Array(MAX_EVENTS * this.#layout.words * WORD_BYTES);
    this.#eventWords = new Uint32Array(this.#events.buffer);
    this.#fd = libc.epoll_create1(linux.EPOLL_CLOEXEC);
    if (this.#fd < 0) throw libcError("epoll_create1", errnoName(libc.errno()));
  }

  /** Files that somebody watches. */
  get watched(): number {
    return this.#slots.length - this.#free.length;
  }

  /** Watches the file `fd`, which nothing is awaited of yet; {@linkcode Watch.end} comes before its close. */
  watch(fd: number, watcher: Watcher): Watch {
    const slot = this.#free.pop() ?? this.#slots.push({ watcher, generation: 0 }) - 1;
    const entry = this.#slots[slot]!;
    entry.watcher = watcher;
    const { generation } = entry;
    return new Watch({
      control: (operation, events) => this.#control(operation, fd, slot, generation, events),
      end: () => {
        entry.watcher = undefined;
        entry.generation = (generation + 1) >>> 0;
        this.#free.push(slot);
      },
    });
  }

  /** Waits up to `timeoutMs` until something is ready, and tells it. Returns how much there was. */
  wait(timeoutMs: number): number {
    const { words, events, slot, generation } = this.#layout;
    const count = this.#libc.epoll_wait(this.#fd, this.#events, MAX_EVENTS, timeoutMs);
    for (let index = 0; index < count; index++) {
      const start = index * words;
      const entry = this.#slots[this.#eventWords[start + slot]!];
      if (entry === undefined || entry.generation !== this.#eventWords[start + generation]) {
        continue;
      }
      entry.watcher?.onReady(this.#eventWords[start + events]!);
    }
    return Math.max(0, count);
  }

  #control(operation: number, fd: number, slot: number, generation: number, events: number): void {
    const layout = this.#layout;
    this.#requestWords[layout.events] = events;
    this.#requestWords[layout.slot] = slot;
    this.#requestWords[layout.generation] = generation;
    if (this.#libc.epoll_ctl(this.#fd, operation, fd, this.#request) >= 0) return;
    const code = errnoName(this.#libc.errno());
    if (!isTemporary(code)) throw libcError("epoll_ctl", code);
  }
}

interface WatchPorts {
  readonly control: (operation: number, events: number) => void;
  readonly end: () => void;
}

/** One file that is watched. */
export class Watch {
  readonly #ports: WatchPorts;
  #isKnown = false;
  #armed = 0;

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  /** Waits for `events`, once; errors and hang-ups are always among them. */
  arm(events: number): void {
    if (events === this.#armed) return;
    const operation = this.#isKnown ? linux.EPOLL_CTL_MOD : linux.EPOLL_CTL_ADD;
    this.#ports.control(operation, events | linux.EPOLLONESHOT);
    this.#isKnown = true;
    this.#armed = events;
  }

  /** The one shot has been fired. */
  fired(): void {
    this.#armed = 0;
  }

  /** Is told no more; the file may be another's from now on, closed or not. */
  end(): void {
    if (this.#isKnown) this.#ports.control(linux.EPOLL_CTL_DEL, 0);
    this.#ports.end();
  }
}
