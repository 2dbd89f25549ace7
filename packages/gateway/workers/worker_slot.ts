import type { Clock } from "@stt-bench/core";
import { Backoff } from "../backoff.ts";
import type { GatewayNumbers } from "../gateway_numbers.ts";
import type { StartWorker, WorkerProcess } from "./worker_process.ts";

/** Longest pause before a worker is started again, and how long one must serve to be called sound. */
const LONGEST_PAUSE_MS = 10_000;

/** What a slot stands on, and who hears of its worker. */
export interface WorkerSlotOptions {
  readonly index: number;
  readonly startWorker: StartWorker;
  readonly clock: Clock;
  /** Uniform in [0, 1), for the back-off. */
  readonly random: () => number;
  readonly onListening: (port: number) => void;
  readonly onNumbers: (numbers: GatewayNumbers) => void;
  readonly onEnded: (end: WorkerEnd) => void;
}

/** How a worker ended. */
export interface WorkerEnd {
  readonly pid: number | undefined;
  /** Goes on after "it", e.g. `was ended by SIGKILL`. */
  readonly how: string;
  /** Did it ever serve? */
  readonly hasListened: boolean;
}

/** One place for a worker: at most one process at a time, and the pauses between them. */
export class WorkerSlot {
  readonly index: number;
  readonly #options: WorkerSlotOptions;
  readonly #backoff: Backoff;
  #process: WorkerProcess | undefined;
  #listeningSinceMs: number | undefined;
  #asked: PromiseWithResolvers<void> | undefined;
  #askedNext: Promise<void> | undefined;
  #mustReload = false;

  constructor(options: WorkerSlotOptions) {
    this.index = options.index;
    this.#options = options;
    const { clock, random } = options;
    this.#backoff = new Backoff({ clock, random, longestPauseMs: LONGEST_PAUSE_MS });
  }

  /** Is there a process, from its start to its end? */
  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** Does it serve? */
  get isListening(): boolean {
    return this.#listeningSinceMs !== undefined;
  }

  /** Its process id; undefined while there is none. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts a worker on `port` when the pause after the last one is over, unless `isUnwanted` then. */
  start(port: number, isUnwanted: () => boolean = () => false): void {
    this.#backoff.run(() => {
      if (!isUnwanted()) this.#start(port);
    });
  }

  /** Asks for numbers that are no older than this call; resolves with them, or with the end. */
  async refresh(): Promise<void> {
    if (!this.isListening) return;
    // An answer that is under way may be older.
    this.#askedNext ??= (this.#asked?.promise ?? Promise.resolve()).then(() => this.#ask());
    await this.#askedNext;
  }

  /** Tells the worker to read again what may change; one that starts may have read it already. */
  reload(): void {
    this.#mustReload = this.isRunning && !this.isListening;
    if (this.isListening) this.#process!.reload();
  }

  /** Tells the worker to end its sessions in order, and itself. */
  stop(): void {
    this.#process?.stop();
  }

  /** Ends the worker at once. */
  kill(): void {
    this.#process?.kill();
  }

  #start(port: number): void {
    const { index, startWorker, clock, onListening, onNumbers } = this.#options;
    this.#process = startWorker(index, port, {
      listening: (port) => {
        this.#listeningSinceMs = clock.now();
        if (this.#mustReload) this.reload();
        onListening(port);
      },
      numbers: (numbers) => {
        onNumbers(numbers);
        this.#asked?.resolve();
      },
      ended: (how) => this.#ended(how),
    });
  }

  #ask(): Promise<void> {
    this.#askedNext = undefined;
    if (!this.isListening) return Promise.resolve();
    this.#asked = Promise.withResolvers();
    this.#process!.ask();
    return this.#asked.promise;
  }

  #ended(how: string): void {
    const { clock, onEnded } = this.#options;
    const servedMs = clock.now() - (this.#listeningSinceMs ?? Infinity);
    if (servedMs >= LONGEST_PAUSE_MS) this.#backoff.succeeded();
    this.#backoff.failed();
    const end = { pid: this.pid, how, hasListened: this.isListening };
    this.#process = undefined;
    this.#listeningSinceMs = undefined;
    this.#asked?.resolve();
    onEnded(end);
  }
}
