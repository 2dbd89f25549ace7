import { createNumbers } from "../../gateway_numbers.ts";
import type { GatewayNumbers } from "../../gateway_numbers.ts";
import type { StartWorker, WorkerEvents, WorkerProcess } from "../worker_process.ts";

/** A worker that does nothing by itself. */
export class FakeWorker implements WorkerProcess {
  readonly pid: number;
  readonly index: number;
  /** The port that it was told to take. */
  readonly port: number;
  /** What its parent has told it. */
  readonly orders: string[] = [];
  readonly #events: WorkerEvents;

  constructor(pid: number, index: number, port: number, events: WorkerEvents) {
    this.pid = pid;
    this.index = index;
    this.port = port;
    this.#events = events;
  }

  /** It listens on the port that it was told, or on 4000. */
  listen(): void {
    this.#events.listening(this.port || 4000);
  }

  /** It tells what it has counted. */
  tell(sessions: number, framesReceived = 0): void {
    const numbers = createNumbers();
    numbers.counters.frames.received = framesReceived;
    numbers.counters.frames.acknowledged = framesReceived;
    this.#events.numbers({ ...numbers, sessions } satisfies GatewayNumbers);
  }

  /** It ends. */
  end(how = "was ended by SIGKILL"): void {
    this.#events.ended(how);
  }

  ask(): void {
    this.orders.push("ask");
  }

  reload(): void {
    this.orders.push("reload");
  }

  stop(): void {
    this.orders.push("stop");
  }

  kill(): void {
    this.orders.push("kill");
  }
}

/** Starts {@linkcode FakeWorker}s and remembers them. */
export class FakeWorkers {
  /** All that were started, oldest first. */
  readonly started: FakeWorker[] = [];

  readonly start: StartWorker = (index, port, events) => {
    const worker = new FakeWorker(100 + this.started.length, index, port, events);
    this.started.push(worker);
    return worker;
  };

  /** The worker that was started last. */
  get last(): FakeWorker {
    return this.started.at(-1)!;
  }
}
