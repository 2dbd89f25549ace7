import type { GatewayNumbers } from "../gateway_numbers.ts";

/** A running worker, as its parent sees it. */
export interface WorkerProcess {
  /** Undefined if it could not be started. */
  readonly pid: number | undefined;
  /** Asks for its numbers, which it tells once. */
  ask(): void;
  /** Tells it to read again what may change while it serves. */
  reload(): void;
  /** Tells it to end its sessions in order, and itself. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

/** What its parent hears of a worker. */
export interface WorkerEvents {
  listening(port: number): void;
  numbers(numbers: GatewayNumbers): void;
  /** It has ended, and said its last; `how` goes on after "it", e.g. `was ended by SIGKILL`. */
  ended(how: string): void;
}

/** Starts the worker with this index on `port`; 0 takes a free one. Never throws. */
export type StartWorker = (index: number, port: number, events: WorkerEvents) => WorkerProcess;
