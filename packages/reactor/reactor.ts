import type { Cancel, Clock } from "@stt-bench/core";
import { TickTimers } from "@stt-bench/tuned";
import type { Libc } from "./libc.ts";
import { OFF_HEAP_BYTES } from "./off_heap_bytes.ts";
import { Poller } from "./poller.ts";
import type { Watch, Watcher } from "./poller.ts";

/** What a {@linkcode Reactor} stands on. */
export interface ReactorOptions {
  readonly libc: Libc;
  readonly clock: Clock;
  /** Time between two ticks; the longest that the thread sleeps. */
  readonly tickMs: number;
  /** Lets the runtime's own event loop turn once, then calls `run`, e.g. `setImmediate`. */
  readonly nextTurn: (run: () => void) => void;
}

/** A socket that wants to be read. */
export interface Reader {
  receive(): void;
}

/** What one chunk holds at most: 100 frames of a session, or answers of a whole tick. */
export const RECEIVE_BYTES: number = 64 * 1024;

/**
 * Turns without sleep after something came: a handshake takes a few turns of the runtime's own loop,
 * and should not sleep in between.
 */
const AWAKE_TURNS = 4;

/**
 * The event loop: in each turn it sleeps in `epoll_wait` until a file is ready or the next tick is
 * due, runs what fell due, reads the sockets that want it, and lets the runtime's loop turn: promises,
 * signals, the log.
 *
 * A session that streams costs no wake-up of its own. It is read when its timer falls due, without
 * asking first whether there is anything: there is.
 *
 * It is the {@linkcode Clock} of its gateway: timers run together in ticks, as those of a `TickClock`.
 */
export class Reactor implements Clock {
  readonly libc: Libc;
  /** Where all sockets receive: a chunk is done with when its reader returns. */
  readonly chunk: Uint8Array = new Uint8Array(RECEIVE_BYTES);
  readonly #small: Uint8Array = new Uint8Array(OFF_HEAP_BYTES);
  readonly #poller: Poller;
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #nextTurn: ReactorOptions["nextTurn"];
  readonly #timers: TickTimers;
  #readers: Reader[] = [];
  #spare: Reader[] = [];
  #awakeTurns = 0;
  #isTurning = false;

  constructor({ libc, clock, tickMs, nextTurn }: ReactorOptions) {
    this.libc = libc;
    this.#poller = new Poller(libc);
    this.#clock = clock;
    this.#tickMs = tickMs;
    this.#nextTurn = nextTurn;
    this.#timers = new TickTimers(tickMs);
  }

  now(): number {
    return this.#clock.now();
  }

  schedule(atMs: number, run: () => void): Cancel {
    const cancel = this.#timers.add(atMs, run);
    this.#keepTurning();
    return cancel;
  }

  /** Reads `reader` in this turn, or in the next one if this one is over. */
  willReceive(reader: Reader): void {
    this.#readers.push(reader);
    this.#keepTurning();
  }

  /** Memory with the same bytes that no collector moves; valid until the next call. */
  outsideOfHeap(bytes: Uint8Array): Uint8Array {
    if (bytes.byteLength >= OFF_HEAP_BYTES) return bytes;
    this.#small.set(bytes);
    return this.#small;
  }

  /** Watches a file, as {@linkcode Poller.watch} does. */
  watch(fd: number, watcher: Watcher): Watch {
    const watch = this.#poller.watch(fd, watcher);
    this.#keepTurning();
    return watch;
  }

  /** Turns for as long as there is a timer, a reader or a file that is watched. */
  #keepTurning(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    this.#nextTurn(this.#turn);
  }

  readonly #turn = (): void => {
    try {
      const count = this.#poller.wait(this.#sleepMs());
      this.#awakeTurns = count > 0 ? AWAKE_TURNS : Math.max(0, this.#awakeTurns - 1);
      this.#timers.runDue(this.#clock.now());
      this.#receive();
    } finally {
      // A bug is the runtime's to report, and no reason to stand still.
      this.#isTurning = this.#poller.watched > 0 || this.#readers.length > 0 ||
        this.#timers.nextTickMs < Infinity;
      if (this.#isTurning) this.#nextTurn(this.#turn);
    }
  };

  #sleepMs(): number {
    if (this.#readers.length > 0 || this.#awakeTurns > 0) return 0;
    const restMs = this.#timers.nextTickMs - this.#clock.now();
    return Math.min(Math.max(0, Math.ceil(restMs)), this.#tickMs);
  }

  /** Those that want more wait for the next turn, so that nobody who sends fast keeps others waiting. */
  #receive(): void {
    const readers = this.#readers;
    this.#readers = this.#spare;
    for (const reader of readers) reader.receive();
    readers.length = 0;
    this.#spare = readers;
  }
}
