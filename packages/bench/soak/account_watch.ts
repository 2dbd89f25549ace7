import { setTimeout } from "node:timers/promises";
import { readGatewayAccounts } from "../run/read_gateway_accounts.ts";
import type { GatewayAccounts } from "../run/read_gateway_accounts.ts";

/** How long a gateway may take to see that the last client has gone. */
const FAREWELL_MS = 5000;

const POLL_MS = 100;

/** What was read of a gateway's own accounts. */
export interface WatchedAccounts {
  /** At the end; undefined where it keeps none. */
  readonly last: GatewayAccounts | undefined;
  /** How often they were read, and how often they did not balance. */
  readonly scrapes: { readonly read: number; readonly unbalanced: number };
}

/** Reads the accounts of a gateway under load, and holds each reading to what must always be true. */
export class AccountWatch {
  readonly #read: () => Promise<GatewayAccounts | undefined>;
  #scrapes = 0;
  #unbalanced = 0;
  #reading: Promise<GatewayAccounts | undefined> | undefined;

  /** `read` as {@linkcode readGatewayAccounts} does for an address. */
  constructor(read: () => Promise<GatewayAccounts | undefined>) {
    this.#read = read;
  }

  /** Watches the gateway at `adminUrl`. */
  static of(adminUrl: string): AccountWatch {
    return new AccountWatch(() => readGatewayAccounts(adminUrl));
  }

  /** Reads them now, unless the last reading still goes on. */
  look(): void {
    this.#reading ??= this.#scrape().finally(() => this.#reading = undefined);
  }

  /** The load is over: reads them until no session is open, or for a while. */
  async finish(): Promise<WatchedAccounts> {
    await this.#reading;
    const deadlineMs = performance.now() + FAREWELL_MS;
    let last = await this.#scrape();
    while (last !== undefined && last.sessions.open > 0 && performance.now() < deadlineMs) {
      await setTimeout(POLL_MS);
      last = await this.#scrape();
    }
    return { last, scrapes: { read: this.#scrapes, unbalanced: this.#unbalanced } };
  }

  async #scrape(): Promise<GatewayAccounts | undefined> {
    const accounts = await this.#read();
    if (accounts === undefined) return undefined;
    this.#scrapes++;
    if (!isBalanced(accounts)) this.#unbalanced++;
    return accounts;
  }
}

/** Is each frame in one place, and each session open or closed? */
function isBalanced({ ledger, sessions }: GatewayAccounts): boolean {
  const { received, acknowledged, failed, dropped, discarded, in_flight, buffered } = ledger;
  return received === acknowledged + failed + dropped + discarded + in_flight + buffered &&
    sessions.opened === sessions.closed + sessions.open;
}
