import { refuseSession } from "../admission.ts";
import type { Refusal } from "../admission.ts";
import type { BuildInfo } from "../build_info.ts";
import { createNumbers, readProcess } from "../gateway_numbers.ts";
import type { DroppedLines } from "../gateway_numbers.ts";
import { scrapeMetrics } from "../metrics.ts";
import type { StatusSource } from "../status_routes.ts";
import { addNumbers } from "./numbers_ledger.ts";
import type { Supervisor } from "./supervisor.ts";

/** What the answers are made of. */
export interface WorkersStatusOptions {
  readonly supervisor: Supervisor;
  /** Most sessions of each worker. */
  readonly shares: readonly number[];
  /** Resident memory of all of them beyond which they take no session; undefined: no limit. */
  readonly maxMemoryBytes?: number | undefined;
  readonly build: BuildInfo;
  /** What this process logs to. */
  readonly log: DroppedLines;
}

/** How a gateway of several processes is, this one included. */
export class WorkersStatus implements StatusSource {
  readonly #supervisor: Supervisor;
  readonly #shares: readonly number[];
  readonly #maxMemoryBytes: number;
  readonly #build: BuildInfo;
  readonly #log: DroppedLines;

  constructor({ supervisor, shares, maxMemoryBytes, build, log }: WorkersStatusOptions) {
    this.#supervisor = supervisor;
    this.#shares = shares;
    this.#maxMemoryBytes = maxMemoryBytes ?? Infinity;
    this.#build = build;
    this.#log = log;
  }

  /** Says why no worker takes a further session; undefined when one does. */
  async refuseSession(): Promise<Refusal | undefined> {
    await this.#supervisor.refresh();
    const { isDraining, numbers, status: { sessions } } = this.#supervisor;
    const hasRoom = [...sessions].some(([worker, open]) => open < this.#shares[worker]!);
    const isOverMemory = numbers.rssBytes > this.#maxMemoryBytes;
    return refuseSession({ isDraining, isFull: !hasRoom, isOverMemory });
  }

  /** The metrics of all processes together. */
  async scrape(): Promise<string> {
    await this.#supervisor.refresh();
    const { numbers, isDraining, status } = this.#supervisor;
    return await scrapeMetrics({
      numbers: addNumbers(numbers, { ...createNumbers(), ...readProcess(this.#log) }),
      isDraining,
      maxSessions: this.#shares.reduce((sum, share) => sum + share, 0),
      build: this.#build,
      workers: status,
    });
  }
}
