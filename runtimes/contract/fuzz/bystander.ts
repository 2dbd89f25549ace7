import { delay } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { FRAME_MS } from "@stt-bench/protocol";
import type { GatewayProcess } from "../gateway_process.ts";

/** A session that streams while others misbehave, and must be served as if they were not there. */
export class Bystander {
  readonly #session: Session;
  readonly #streaming: Promise<void>;
  readonly #listening: Promise<void>;
  #problem: unknown;
  #sent = 0;
  /** The last frame that it will ever send, once that is known. */
  #last = Infinity;

  private constructor(session: Session) {
    this.#session = session;
    this.#streaming = this.#stream();
    this.#listening = this.#listen().catch((error) => this.#problem = error);
  }

  /** Opens the session at `gateway` and begins to stream. */
  static async at(gateway: GatewayProcess): Promise<Bystander> {
    return new Bystander(await gateway.start());
  }

  /** Has something else come than right partials? */
  get hasFailed(): boolean {
    return this.#problem !== undefined;
  }

  /**
   * Looks whether it has been served so far.
   *
   * @throws {Violation} that says what came in place of a right partial.
   */
  check(): void {
    if (this.#problem !== undefined) throw this.#problem;
  }

  /**
   * Stops, once all that it has sent is acknowledged.
   *
   * @throws {Violation} when a frame was not.
   */
  async leave(): Promise<void> {
    this.#last = this.#sent + 1;
    await this.#streaming;
    await this.#listening;
    this.check();
  }

  async #stream(): Promise<void> {
    while (this.#sent < this.#last && this.#problem === undefined) {
      this.#session.sendFrames(1);
      this.#sent++;
      await delay(FRAME_MS);
    }
  }

  async #listen(): Promise<void> {
    for (let acknowledged = 0; acknowledged < this.#last;) {
      acknowledged = (await this.#session.partial()).message.newest_frame_seq;
    }
  }
}
