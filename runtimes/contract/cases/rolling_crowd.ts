import type { Gateway } from "@stt-bench/conformance";
import { FRAME_MS } from "@stt-bench/protocol";
import { until } from "../until.ts";
import { ROLLING_PATIENCE_MS, RollingClient } from "./rolling_client.ts";
import type { Visit } from "./rolling_client.ts";

/** How often it is looked which clients have a frame to send. */
const TICK_MS = 5;

/** Many clients that stream in real time, each with its own place within the 20 ms of a frame. */
export class RollingCrowd {
  readonly clients: readonly RollingClient[];
  readonly #startedAtMs = performance.now();
  readonly #ended: Promise<void>;
  readonly #timer: ReturnType<typeof setInterval>;
  #endedAtMs = Infinity;
  #problem: unknown;

  /** Starts `size` clients, which take `gateways` in turns. */
  constructor(gateways: readonly Gateway[], size: number) {
    const clients = Array.from(
      { length: size },
      (_, i) => new RollingClient(gateways, i % gateways.length),
    );
    this.clients = clients;
    this.#timer = setInterval(() => this.#advance(), TICK_MS);
    this.#ended = Promise.all(clients.map((client) => client.run())).then(() => {});
    this.#ended.catch((problem) => this.#problem = problem);
  }

  /** All connections of all clients so far. */
  get visits(): readonly Visit[] {
    return this.clients.flatMap(({ visits }) => visits);
  }

  /** Waits until every client is connected, and answered there. */
  async served(): Promise<void> {
    const isServed = () => {
      if (this.#problem !== undefined) throw this.#problem;
      return this.clients.every((client) => client.isServed);
    };
    await until(isServed, "every client to be served", ROLLING_PATIENCE_MS);
  }

  /** Ends all streams, and waits until each of their frames is answered. */
  async finish(): Promise<void> {
    this.#endedAtMs = performance.now();
    this.clients.forEach((client, i) => client.finish(this.#framesOf(i)));
    await this.#ended;
  }

  /** Sends nothing more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #advance(): void {
    this.clients.forEach((client, i) => client.advance(this.#framesOf(i)));
  }

  #framesOf(i: number): number {
    const phaseMs = FRAME_MS * i / this.clients.length;
    const nowMs = Math.min(performance.now(), this.#endedAtMs);
    return Math.floor((nowMs - this.#startedAtMs + phaseMs) / FRAME_MS);
  }
}
