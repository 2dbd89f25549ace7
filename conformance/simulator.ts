import * as v from "valibot";
import { PATIENCE_MS } from "./client/web_socket_client.ts";
import { delay } from "./session.ts";
import { Skip } from "./violation.ts";

/** The part of the simulator's `GET /stats` that cases look at. */
const Stats = v.object({
  requests: v.number(),
  in_flight: v.number(),
  max_in_flight: v.number(),
});

/** A fault as the simulator's `POST /faults` takes it, e.g. `{ kind: "stall", ms: 500 }`. */
export type Fault = Readonly<Record<string, string | number>> & { readonly kind: string };

const POLL_MS = 20;

/** Our inference simulator, seen from outside. */
export class Simulator {
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  /**
   * The simulator at `url`.
   *
   * @throws {Skip} when there is none.
   */
  static of(url: string | undefined): Simulator {
    if (url === undefined) throw new Skip("expected --inference-url of our simulator, got none");
    return new Simulator(url);
  }

  /** What it has seen since the last {@linkcode reset}. */
  async stats(): Promise<v.InferOutput<typeof Stats>> {
    const body: unknown = await (await this.#ask("GET", "/stats", 200)).json();
    return v.parse(Stats, body);
  }

  /** Waits until it is idle, and starts counting again. */
  async reset(): Promise<void> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    while ((await this.stats()).in_flight > 0) {
      if (performance.now() > deadlineMs) {
        throw new Skip("expected a simulator that nobody else uses, got requests of others");
      }
      await delay(POLL_MS);
    }
    await this.#ask("POST", "/stats/reset", 204);
  }

  /**
   * Makes each of `faults`, in their order, strike the next `times` requests, or connections if it is
   * a fault of those; behind faults that wait already.
   */
  async plan(faults: Fault | readonly Fault[], times = 1): Promise<void> {
    const plan = [faults].flat().map((fault) => ({ fault, times }));
    await this.#ask("POST", "/faults", 204, JSON.stringify(plan));
  }

  /** Forgets the faults that have not struck yet. */
  async forgive(): Promise<void> {
    await this.#ask("DELETE", "/faults", 204);
  }

  async #ask(method: string, path: string, status: number, body?: string): Promise<Response> {
    const url = new URL(path, this.#url).href;
    let got = "no answer";
    try {
      const response = await fetch(url, { method, ...(body === undefined ? {} : { body }) });
      if (response.status === status) return response;
      got = `status ${response.status}: ${(await response.text()).trim()}`;
    } catch {
      // Nobody listens: that is what `got` says.
    }
    throw new Skip(`expected our simulator with FAULTS=1: ${method} ${url} gave ${got}`);
  }
}
