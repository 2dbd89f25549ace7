import type { Child, Server } from "@stt-bench/bench";
import { sttUrl } from "@stt-bench/bench";
import { Gateway } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";

/** A gateway that runs, with the suite's client to talk to it. */
export class GatewayProcess extends Gateway {
  readonly child: Child;
  /** Its base URL, `http://host:port`. */
  readonly url: string;

  constructor({ child, url }: Server, flushIntervalMs: number) {
    super({ url: sttUrl(url), flushIntervalMs });
    this.child = child;
    this.url = url;
  }

  /** Opens a session that has sent `frames`, all of which the gateway has taken. */
  async startWith(frames: number): Promise<Session> {
    const session = await this.start();
    session.sendFrames(frames);
    await session.roundTrip();
    return session;
  }

  /** The value of one metric, e.g. `stt_gateway_sessions`; 0 when it isn't there. */
  async metric(sample: string): Promise<number> {
    const { body } = await this.request({ path: "/metrics" });
    const line = body.split("\n").find((line) => line.startsWith(`${sample} `));
    return Number(line?.slice(sample.length + 1) ?? 0);
  }

  /** Status of `GET /ready`. */
  async readiness(): Promise<number> {
    return (await this.request({ path: "/ready" })).status;
  }

  /** Ends the connections and the process. */
  async stop(): Promise<void> {
    this.release();
    await this.child.stop();
  }
}
