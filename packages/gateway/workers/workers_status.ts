import { refuseSession } from "../admission.ts";
import type { Refusal } from "../admission.ts";
import type { BuildInfo } from "../build_info.ts";
import { createNumbers, readUsage } from "../gateway_numbers.ts";
import { scrapeMetrics } from "../metrics.ts";
import type { StatusSource } from "../status_routes.ts";
import { addNumbers } from "./numbers_ledger.ts";
import type { Supervisor } from "./supervisor.ts";

/** What the answers are made of. */
export interface WorkersStatusOptions {
  readonly supervisor: Supervisor;
  /** Most sessions of each worker. */
  readonly shares: readonly number[];
  readonly build: BuildInfo;
}

/** How a gateway of several processes is, this one included. */
export class WorkersStatus implements StatusSource {
  readonly #supervisor: Supervisor;
  readonly #shares: readonly number[];
  readonly #build: BuildInfo;

  constructor({ supervisor, shares, build }: WorkersStatusOptions) {
    this.#supervisor = supervisor;
    this.#shares = shares;
    this.#build = build;
  }

  /** Says why no worker takes a further session; undefined when one does. */
  async refuseSession(): Promise<Refusal | undefined> {
    await this.#supervisor.refresh();
    const { isDraining, status: { sessions } } = this.#supervisor;
    const hasRoom = [...sessions].some(([worker, open]) => open < this.#shares[worker]!);
    return refuseSession({ isDraining, isFull: !hasRoom });
  }

  /** The metrics of all processes together. */
  async scrape(): Promise<string> {
    await this.#supervisor.refresh();
    const { numbers, isDraining, status } = this.#supervisor;
    return await scrapeMetrics({
      numbers: addNumbers(numbers, { ...createNumbers(), ...readUsage() }),
      isDraining,
      build: this.#build,
      workers: status,
    });
  }
}
