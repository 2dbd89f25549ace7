/** Open sessions of each address. */
export class AddressCounts {
  readonly #sessions = new Map<string, number>();

  /** Open sessions of `address`. */
  sessionsOf(address: string): number {
    return this.#sessions.get(address) ?? 0;
  }

  /** A session of `address` has been opened. */
  add(address: string): void {
    this.#sessions.set(address, this.sessionsOf(address) + 1);
  }

  /** A session of `address` has ended. */
  remove(address: string): void {
    const sessions = this.sessionsOf(address) - 1;
    if (sessions > 0) this.#sessions.set(address, sessions);
    else this.#sessions.delete(address);
  }
}
