import type { Child } from "../programs/child.ts";
import { startSimulator } from "../programs/programs.ts";
import type { Server, StartOptions } from "../programs/programs.ts";
import { FaultStorm } from "./fault_storm.ts";
import type { PostFaults } from "./fault_storm.ts";

/** What a {@linkcode FailingModel} stands on. */
export interface FailingModelOptions {
  /** The simulator, which was started with `FAULTS=1`. */
  readonly server: Server;
  /** How to start it again, but for its port. */
  readonly start: StartOptions;
  readonly seed: number;
  /** Seconds of the load after which it is restarted. */
  readonly restartAfterSecs: number;
}

/** A simulator that fails at random, second by second, and is killed and started again once. */
export class FailingModel {
  readonly storm: FaultStorm;
  readonly #options: FailingModelOptions;
  #server: Server;
  #secs = 0;
  #restarting: Promise<void> = Promise.resolve();

  constructor(options: FailingModelOptions) {
    this.#options = options;
    this.#server = options.server;
    this.storm = new FaultStorm(options.seed, postFaultsTo(options.server.url));
  }

  /** The process that it is now; one that has ended while it is restarted, or if it was lost. */
  get child(): Child {
    return this.#server.child;
  }

  /** A second of the load has passed. */
  tick(): void {
    this.storm.blow();
    if (++this.#secs !== this.#options.restartAfterSecs) return;
    this.#restarting = this.#restart();
    // Told by `end`: until then it must not end the process as a rejection that nobody handles.
    this.#restarting.catch(() => {});
  }

  /**
   * Ends a simulator that it has started itself.
   *
   * @throws {ChildError} if that did not listen.
   * @throws {Error} if faults could not be injected.
   */
  async end(): Promise<void> {
    try {
      await this.#restarting;
      await this.storm.calm();
    } finally {
      if (this.#server !== this.#options.server) await this.#server.child.stop();
    }
  }

  async #restart(): Promise<void> {
    const { server, start } = this.#options;
    this.storm.restarted();
    server.child.kill("SIGKILL");
    await server.child.exited;
    const { port } = new URL(server.url);
    this.#server = await startSimulator({ ...start, env: { ...start.env, PORT: port } });
  }
}

function postFaultsTo(simulatorUrl: string): PostFaults {
  return async (plan) => {
    const request = { method: "POST", body: JSON.stringify(plan) };
    const response = await fetch(new URL("/faults", simulatorUrl), request).catch(() => undefined);
    // Nobody listens while it is restarted.
    if (response === undefined || response.status === 204) return;
    throw new Error(`Cannot inject faults: expected status 204, got ${await response.text()}`);
  };
}
