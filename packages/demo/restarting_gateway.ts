import { describeExit } from "@stt-bench/bench";
import type { ChildExit } from "@stt-bench/bench";

/** What is needed of a gateway that runs. */
export interface RunningGateway {
  /** Its base URL. */
  readonly url: string;
  readonly child: {
    readonly pid: number | undefined;
    readonly exited: Promise<ChildExit>;
    stop(): Promise<unknown>;
  };
}

/** How to start a gateway on a port, and who is told. */
export interface RestartOptions {
  /** Starts it; port 0 takes a free one. Rejects when it doesn't start. */
  readonly start: (port: number) => Promise<RunningGateway>;
  /** Told when it has ended by itself, and why, and when it runs again. */
  readonly onLine: (line: string) => void;
  /** Time between its end and the next start. */
  readonly pauseMs?: number;
}

/**
 * A gateway that comes back on its port when it ends, as it would behind any supervisor: whoever kills
 * it sees what its clients make of that.
 */
export class RestartingGateway {
  readonly #options: RestartOptions;
  #gateway: RunningGateway;
  #isStopped = false;

  private constructor(options: RestartOptions, gateway: RunningGateway) {
    this.#options = options;
    this.#gateway = gateway;
  }

  /** Starts it on a free port. Rejects when it doesn't start. */
  static async start(options: RestartOptions): Promise<RestartingGateway> {
    return new RestartingGateway(options, await options.start(0));
  }

  /** Its base URL, which stays the same. */
  get url(): string {
    return this.#gateway.url;
  }

  /** Its process now; undefined if it could not be started. */
  get pid(): number | undefined {
    return this.#gateway.child.pid;
  }

  /** Starts it again and again until {@linkcode stop}. Rejects when it doesn't start. */
  async keepAlive(): Promise<void> {
    const { start, onLine, pauseMs = 500 } = this.#options;
    for (;;) {
      const exit = await this.#gateway.child.exited;
      if (this.#isStopped) return;
      onLine(`gateway: ${describeExit(exit)}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (this.#isStopped) return;
      this.#gateway = await start(Number(new URL(this.url).port));
      if (this.#isStopped) return void await this.#gateway.child.stop();
      onLine(`gateway: it runs again, pid ${this.pid}`);
    }
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#gateway.child.stop();
  }
}
