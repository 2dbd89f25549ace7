import type { Clock } from "@stt-bench/core";
import type { AddressTurns } from "./address_turns.ts";

/** Requests that fail together are one reason to go, not as many as they are. */
const SHORTEST_TURN_MS = 1000;

/** What a {@linkcode TurningClient} stands on. */
export interface TurningClientOptions<Client> {
  /** Makes a client that connects to `address`, or to wherever its URL says. */
  readonly create: (address?: string) => Client;
  /** Lets go of a client that gets no further request; those that it has go on. */
  readonly close: (client: Client) => void;
  readonly hostname: string;
  readonly turns: Pick<AddressTurns, "pick">;
  readonly clock: Clock;
}

/**
 * A client of a runtime's `fetch` that connects by itself, whenever it has to: to the address whose turn
 * it is, until a request fails there. Where a name has but one address it is left alone.
 */
export class TurningClient<Client> {
  readonly #options: TurningClientOptions<Client>;
  #current: Client;
  #sinceMs = -Infinity;
  #isTurning = false;

  constructor(options: TurningClientOptions<Client>) {
    this.#options = options;
    this.#current = options.create();
    this.#turn();
  }

  /** The client for the next request. Never waits: a batch must be copied before its post returns. */
  get current(): Client {
    return this.#current;
  }

  /** A request of `client` has failed: later ones go to another address. */
  failed(client: Client): void {
    const restMs = this.#options.clock.now() - this.#sinceMs;
    if (client === this.#current && restMs >= SHORTEST_TURN_MS) this.#turn();
  }

  #turn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    const { hostname, turns, clock } = this.#options;
    turns.pick(hostname).then((address) => {
      if (address !== undefined) this.#replace(address);
    }, () => {}).finally(() => {
      this.#sinceMs = clock.now();
      this.#isTurning = false;
    });
  }

  #replace(address: string): void {
    const { create, close } = this.#options;
    const last = this.#current;
    this.#current = create(address);
    close(last);
  }
}
