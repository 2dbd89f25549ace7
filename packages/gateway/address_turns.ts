import type { LookupAddress } from "node:dns";

/** Finds all addresses of a name: `lookup` of `node:dns/promises` with `all`. */
export type LookUpAll = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * Lets connections to one name take turns at its addresses. A headless Service of Kubernetes has an
 * address for each pod: n connections, opened one after another, reach min(n, pods) of them. Left to
 * themselves runtimes take whichever address comes first, and Bun (1.4) the same one for 30 s.
 *
 * Where addresses are of both families they may be of one host (`localhost` is ::1 and 127.0.0.1), and
 * the runtime should try one after the other, as it does.
 */
export class AddressTurns {
  readonly #lookUp: LookUpAll;
  #turn: number;

  /** @param random Uniform in [0, 1): gateways with fewer connections than pods mustn't all take the first. */
  constructor(lookUp: LookUpAll, random: () => number = Math.random) {
    this.#lookUp = lookUp;
    this.#turn = Math.floor(random() * 2 ** 16);
  }

  /**
   * The addresses that the next connection may try, in this order: the one whose turn it is, or all of
   * them if they are of both families.
   *
   * @throws {Error} as the look-up does.
   */
  async next(hostname: string): Promise<readonly LookupAddress[]> {
    const all = await this.#lookUp(hostname);
    const turn = this.#deal(all);
    return turn === undefined ? all : [turn];
  }

  /**
   * The address whose turn it is; undefined where there is no choice, which the runtime then makes.
   *
   * @throws {Error} as the look-up does.
   */
  async pick(hostname: string): Promise<string | undefined> {
    return this.#deal(await this.#lookUp(hostname))?.address;
  }

  #deal(all: readonly LookupAddress[]): LookupAddress | undefined {
    if (all.length < 2 || all.some(({ family }) => family !== all[0]!.family)) return undefined;
    // DNS answers in another order each time, which would undo the turns.
    const sorted = all.toSorted((a, b) => a.address < b.address ? -1 : 1);
    return sorted[this.#turn++ % sorted.length];
  }
}
