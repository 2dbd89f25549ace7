import type { Clock } from "@stt-bench/core";
import type { GatewayNumbers } from "../gateway_numbers.ts";
import type { WorkerMetrics } from "../metrics.ts";
import { NumbersLedger } from "./numbers_ledger.ts";
import type { StartWorker } from "./worker_process.ts";
import { WorkerSlot } from "./worker_slot.ts";
import type { WorkerEnd } from "./worker_slot.ts";

/** How often the workers' numbers are read: what a killed one takes along is no older. */
const POLL_MS = 1000;

/** Longest wait for a worker's numbers; a busy one is reported with its last ones. */
const REFRESH_TIMEOUT_MS = 1000;

/** Starts in a row that may fail while no worker serves: about 13 s with their pauses. */
const MAX_FAILED_STARTS = 8;

/** What a supervisor stands on. */
export interface SupervisorOptions {
  /** Number of workers, ≥ 1. */
  readonly workers: number;
  readonly startWorker: StartWorker;
  readonly clock: Clock;
  /** Uniform in [0, 1), for the back-off. */
  readonly random?: () => number;
  /** Hears of what an operator wants to know. */
  readonly onEvent?: (event: SupervisorEvent) => void;
}

/** What became of a worker. */
export interface SupervisorEvent {
  /** `lost` without having been told to end; `killed` for not having ended in time. */
  readonly kind: "lost" | "stopped" | "killed";
  readonly worker: number;
  readonly pid: number | undefined;
  /** How it ended, e.g. `was ended by SIGKILL`. */
  readonly how?: string;
}

/** Keeps the workers of one gateway running, and sums what they count. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #slots: readonly WorkerSlot[];
  readonly #ledger = new NumbersLedger();
  readonly #failure = Promise.withResolvers<never>();
  #phase: "starting" | "serving" | "draining" = "starting";
  #port = 0;
  #restarts = 0;
  #failedStarts = 0;
  #onProgress: () => void = () => {};

  constructor(options: SupervisorOptions) {
    this.#options = options;
    const { startWorker, clock, random = Math.random } = options;
    this.#slots = Array.from({ length: options.workers }, (_, index) =>
      new WorkerSlot({
        index,
        startWorker,
        clock,
        random,
        onListening: (port) => this.#listening(port),
        onNumbers: (numbers) => this.#ledger.update(index, numbers),
        onEnded: (end) => this.#ended(index, end),
      }));
    this.#failure.promise.catch(() => {});
  }

  /** Rejects when nobody serves and nobody can be started. */
  get failure(): Promise<never> {
    return this.#failure.promise;
  }

  /** Has {@linkcode drain} begun? */
  get isDraining(): boolean {
    return this.#phase === "draining";
  }

  /** What all workers have counted, those that are gone included, as of the last refresh. */
  get numbers(): GatewayNumbers {
    return this.#ledger.total;
  }

  /** The workers that serve, and how often one was replaced. */
  get status(): WorkerMetrics {
    const listening = this.#slots.filter((slot) => slot.isListening);
    return {
      sessions: new Map(listening.map(({ index }) => [index, this.#ledger.sessionsOf(index)])),
      restarts: this.#restarts,
    };
  }

  /**
   * Starts all workers on `port`; 0 takes a free one.
   *
   * @returns their port, when all of them listen.
   * @throws {Error} if one ends before that.
   */
  async start(port: number): Promise<number> {
    const [first, ...others] = this.#slots;
    first!.start(port);
    await this.#until(() => first!.isListening);
    for (const slot of others) slot.start(this.#port);
    await this.#until(() => this.#slots.every((slot) => slot.isListening));
    this.#phase = "serving";
    this.#pollLater();
    return this.#port;
  }

  /** Brings {@linkcode numbers} up to date, as far as the workers answer in time. */
  async refresh(): Promise<void> {
    const { clock } = this.#options;
    const timeout = Promise.withResolvers<void>();
    const cancel = clock.schedule(clock.now() + REFRESH_TIMEOUT_MS, timeout.resolve);
    await Promise.race([Promise.all(this.#slots.map((slot) => slot.refresh())), timeout.promise]);
    cancel();
  }

  /** Tells all workers to read again what may change while they serve. */
  reload(): void {
    for (const slot of this.#slots) slot.reload();
  }

  /**
   * Tells all workers to drain; kills those that are left after `timeoutMs`.
   *
   * @returns the number of workers that had to be killed, when all are gone.
   */
  async drain(timeoutMs: number): Promise<number> {
    this.#phase = "draining";
    const { clock } = this.#options;
    let killed = 0;
    const cancel = clock.schedule(clock.now() + timeoutMs, () => {
      for (const slot of this.#slots.filter((slot) => slot.isRunning)) {
        killed++;
        this.#tell("killed", slot);
        slot.kill();
      }
    });
    for (const slot of this.#slots) slot.stop();
    await this.#until(() => this.#slots.every((slot) => !slot.isRunning));
    cancel();
    return killed;
  }

  #listening(port: number): void {
    this.#port = port;
    this.#failedStarts = 0;
    this.#onProgress();
  }

  #ended(index: number, { pid, how, hasListened }: WorkerEnd): void {
    this.#ledger.lost(index);
    if (!hasListened) this.#failedStarts++;
    this.#tell(this.isDraining ? "stopped" : "lost", { index, pid }, how);
    if (this.#phase === "starting") this.#fail(`worker ${index}: expected it to listen`, how);
    if (this.#phase === "serving") this.#replace(index, how);
    this.#onProgress();
  }

  #replace(index: number, how: string): void {
    const isServing = this.#slots.some((slot) => slot.isListening);
    if (!isServing && this.#failedStarts >= MAX_FAILED_STARTS) {
      return this.#fail("any worker: expected one to listen", how);
    }
    this.#restarts++;
    this.#slots[index]!.start(this.#port, () => this.isDraining);
  }

  #fail(expectation: string, how: string): void {
    this.#failure.reject(new Error(`Cannot start ${expectation}, but it ${how}`));
  }

  #tell(
    kind: SupervisorEvent["kind"],
    { index, pid }: Pick<WorkerSlot, "index" | "pid">,
    how?: string,
  ): void {
    this.#options.onEvent?.({ kind, worker: index, pid, ...(how === undefined ? {} : { how }) });
  }

  async #until(condition: () => boolean): Promise<void> {
    const reached = Promise.withResolvers<void>();
    this.#onProgress = () => condition() && reached.resolve();
    this.#onProgress();
    await Promise.race([reached.promise, this.failure]);
  }

  #pollLater(): void {
    const { clock } = this.#options;
    clock.schedule(clock.now() + POLL_MS, async () => {
      if (this.isDraining) return;
      await this.refresh();
      this.#pollLater();
    });
  }
}
