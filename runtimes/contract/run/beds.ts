import { Bed } from "../bed.ts";

/**
 * How many cases run at the same time. Most of them wait for most of their time: on 2 cores four at
 * once take a third of the time that they take one after the other; six are no faster.
 */
const BEDS = 4;

/** Some beds of one variant, each for one case at a time. */
export class Beds {
  readonly #variant: string;
  readonly #free: Bed[] = [];
  readonly #waiting: (() => void)[] = [];
  #used = 0;

  constructor(variant: string) {
    this.#variant = variant;
  }

  /** Runs `use` with a bed of its own once one is free, in the order of the calls. */
  async use<T>(use: (bed: Bed) => Promise<T>): Promise<T> {
    if (this.#used < BEDS) this.#used++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const bed = this.#free.pop() ?? await Bed.make(this.#variant);
      return await use(bed).finally(() => this.#free.push(bed));
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#used--;
      else next();
    }
  }

  /** Ends what runs on them, once nobody uses them. */
  async end(): Promise<void> {
    await Promise.all(this.#free.splice(0).map((bed) => bed.end()));
  }
}
