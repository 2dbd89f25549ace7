import { delay, demandEqual } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { Bed } from "./bed.ts";

/**
 * Long enough to see that Deno's default is off: it pings after 15 s, and closes after 30 s. Bun's
 * default closes after 120 s, which nobody waits for here; it also pings before.
 */
const IDLE_MS = 17_000;

/** A started session that says nothing while the other cases run. */
export class IdleSession {
  readonly #bed: Bed;
  readonly #session: Session;
  readonly #openedAtMs = performance.now();

  private constructor(bed: Bed, session: Session) {
    this.#bed = bed;
    this.#session = session;
  }

  /** Opens it on a gateway of its own. */
  static async open(variant: string): Promise<IdleSession> {
    const bed = await Bed.make(variant);
    const gateway = await bed.startGateway();
    return new IdleSession(bed, await gateway.start());
  }

  /**
   * Waits until it was idle for long enough, and checks that it was left alone and still works.
   *
   * @throws {Violation}
   */
  async check(): Promise<void> {
    await delay(this.#openedAtMs + IDLE_MS - performance.now());
    this.#session.sendFrames(1);
    await this.#session.acknowledge(1);
    demandEqual("Pings of an idle session", this.#session.client.pingsAnswered, 0);
  }

  /** Ends its gateway. */
  async end(): Promise<void> {
    await this.#bed.end();
  }
}
