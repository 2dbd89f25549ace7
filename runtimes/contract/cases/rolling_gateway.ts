import { startGateway, sttUrl } from "@stt-bench/bench";
import type { Server } from "@stt-bench/bench";
import { demandEqual, Gateway } from "@stt-bench/conformance";
import type { RollingLedger } from "./rolling_ledger.ts";

/** How one session ended, by the gateway's log. */
interface EndedSession {
  readonly cause: string;
  readonly frames: RollingLedger;
}

/** One gateway process of several that follow each other, and what its log says of its sessions. */
export class RollingGateway {
  /** The sessions that have ended so far. */
  readonly ended: readonly EndedSession[];
  readonly #server: Server;

  private constructor(server: Server, ended: readonly EndedSession[]) {
    this.#server = server;
    this.ended = ended;
  }

  /** Starts `variant` with `env`. */
  static async start(
    variant: string,
    env: Readonly<Record<string, string>>,
  ): Promise<RollingGateway> {
    const ended: EndedSession[] = [];
    const onLogLine = (line: string) => {
      if (line.includes('"session ended"')) ended.push(JSON.parse(line));
    };
    return new RollingGateway(await startGateway(variant, { env, onLogLine }), ended);
  }

  /** What a client knows of it. */
  client(flushIntervalMs: number): Gateway {
    return new Gateway({ url: sttUrl(this.#server.url), flushIntervalMs });
  }

  /**
   * Tells it to end, and waits until it has, with exit code 0.
   *
   * @returns when it was told, and after how many milliseconds it was gone.
   */
  async drain(): Promise<{ signalMs: number; exitMs: number }> {
    const signalMs = performance.now();
    this.#server.child.kill("SIGTERM");
    demandEqual("Exit code", (await this.#server.child.exited).code, 0);
    return { signalMs, exitMs: performance.now() - signalMs };
  }

  /** Ends it, whatever its state. */
  async stop(): Promise<void> {
    await this.#server.child.stop();
  }

  /** Demands that so many sessions have ended, all of them by `cause`. */
  demandEnded(sessions: number, cause: string): void {
    demandEqual("Sessions that have ended", this.ended.length, sessions);
    const others = this.ended.filter((each) => each.cause !== cause);
    demandEqual(`Sessions that ended otherwise than by ${cause}`, others.length, 0);
  }
}
