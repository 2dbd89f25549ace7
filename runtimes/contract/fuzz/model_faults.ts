import type { Fault } from "@stt-bench/conformance";

/** The faults that a simulator was asked for, in the order in which they will strike. */
export class ModelFaults {
  readonly #url: URL;

  constructor(simulatorUrl: string) {
    this.#url = new URL("/faults", simulatorUrl);
  }

  /** Adds `faults` behind those that wait; each strikes one request or connection. */
  async plan(faults: readonly Fault[]): Promise<void> {
    await this.#ask("POST", JSON.stringify(faults.map((fault) => ({ fault }))));
  }

  /** Forgets those that have not struck yet. */
  async forget(): Promise<void> {
    await this.#ask("DELETE");
  }

  async #ask(method: string, body?: string): Promise<void> {
    const response = await fetch(this.#url, { method, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (response.ok) return;
    throw new Error(`Cannot ${method} ${this.#url}: expected success, got ${text.trim()}`);
  }
}
