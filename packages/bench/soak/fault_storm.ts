import { randomFault, seededRandom } from "./random_fault.ts";
import type { Random, RandomFault } from "./random_fault.ts";

/** Most faults of one second. With 100 sessions that is three requests in a hundred. */
const MOST_A_SECOND = 3;

/** Batches of one session that a restart of the model may cost: one a second, back within five. */
const BATCHES_A_RESTART = 6;

const RESTART_KINDS = ["connection_reset", "timeout", "pool_timeout"];

/** Hands a plan of faults to the simulator, e.g. by `POST /faults`. */
export type PostFaults = (plan: readonly { fault: RandomFault["fault"] }[]) => Promise<void>;

/**
 * Random faults of the simulated model, second by second, and how many errors of each kind they
 * explain at most.
 *
 * A fault strikes the next request, if it comes at all; so what is explained is a bound, not a
 * count. It is tight for answers (a status, a body), and wide where a connection goes.
 */
export class FaultStorm {
  readonly #random: Random;
  readonly #post: PostFaults;
  readonly #counts = new Map<string, number>();
  readonly #own = new Map<string, number>();
  readonly #others = new Map<string, number>();
  #restarts = 0;
  #posting: Promise<void> = Promise.resolve();

  constructor(seed: number, post: PostFaults) {
    this.#random = seededRandom(seed);
    this.#post = post;
  }

  /** How often each fault was asked for. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a < b ? -1 : 1));
  }

  /** How often the model was restarted. */
  get restarts(): number {
    return this.#restarts;
  }

  /** A second has passed: asks for a few more faults, or none. */
  blow(): void {
    const count = Math.floor(this.#random() * (MOST_A_SECOND + 1));
    const drawn = Array.from({ length: count }, () => randomFault(this.#random));
    if (count === 0) return;
    for (const fault of drawn) this.#enter(fault);
    const plan = drawn.map(({ fault }) => ({ fault }));
    this.#posting = this.#posting.then(() => this.#post(plan));
    // Told by `calm`: until then it must not end the process as a rejection that nobody handles.
    this.#posting.catch(() => {});
  }

  /** The model is restarted. */
  restarted(): void {
    this.#restarts++;
  }

  /**
   * Waits until everything was asked for.
   *
   * @throws what asking has thrown.
   */
  async calm(): Promise<void> {
    await this.#posting;
  }

  /** Errors of `kind` that all of this explains at most, in batches of so many sessions. */
  explains(kind: string, sessions: number): number {
    const all = (this.#others.get(kind) ?? 0) +
      (RESTART_KINDS.includes(kind) ? this.#restarts * BATCHES_A_RESTART : 0);
    return (this.#own.get(kind) ?? 0) + all * sessions;
  }

  #enter({ name, own, others }: RandomFault): void {
    count(this.#counts, name);
    for (const kind of own) count(this.#own, kind);
    for (const kind of others) count(this.#others, kind);
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
