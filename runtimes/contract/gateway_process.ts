import type { Child, ListeningEvent, Server } from "@stt-bench/bench";
import { sttUrl } from "@stt-bench/bench";
import {
  delay,
  demand,
  demandBalance,
  Gateway,
  parseSamples,
  PATIENCE_MS,
  sampleValue,
} from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { childrenOf } from "./children_of.ts";
import type { GatewayLog } from "./gateway_log.ts";
import { logGap } from "./log_gap.ts";
import { until } from "./until.ts";

/** A gateway that runs, with the suite's client to talk to it. */
export class GatewayProcess extends Gateway {
  readonly child: Child;
  /** Its base URL, `http://host:port`. */
  readonly url: string;
  /** What it said when it listened. */
  readonly event: ListeningEvent;
  /** The parent of its workers, if it has any. */
  readonly admin: Gateway | undefined;
  readonly #log: GatewayLog | undefined;

  /**
   * `ca` is the certificate of its authority, in PEM, if it has TLS; `log` is what it logs, if
   * somebody keeps that.
   */
  constructor(
    { child, url, event }: Server,
    flushIntervalMs: number,
    ca?: string,
    log?: GatewayLog,
  ) {
    super({ url: sttUrl(url), flushIntervalMs, ca });
    this.child = child;
    this.url = url;
    this.event = event;
    this.#log = log;
    if (event.admin_url !== undefined) {
      this.admin = new Gateway({ url: sttUrl(event.admin_url), flushIntervalMs });
    }
  }

  /**
   * What it has logged so far.
   *
   * @throws {Error} when nobody keeps that.
   */
  get log(): GatewayLog {
    if (this.#log === undefined) throw new Error("Expected a gateway whose log is kept");
    return this.#log;
  }

  /** Process ids of its workers. */
  get workerPids(): number[] {
    return childrenOf(this.child.pid!);
  }

  /** Opens `count` sessions at once, each of which has one frame acknowledged. */
  async startMany(count: number): Promise<Session[]> {
    return await Promise.all(Array.from({ length: count }, async () => {
      const session = await this.startWith(1);
      await session.acknowledge(1);
      return session;
    }));
  }

  /** Opens a session that has sent `frames`, all of which the gateway has taken. */
  async startWith(frames: number): Promise<Session> {
    const session = await this.start();
    session.sendFrames(frames);
    await session.roundTrip();
    return session;
  }

  /**
   * The value of one metric, e.g. `stt_gateway_sessions`.
   *
   * @throws {Violation} when it isn't there: a name that is misspelt is no 0.
   */
  async metric(sample: string): Promise<number> {
    return (await this.metrics([sample]))[0]!;
  }

  /**
   * The values of several metrics at the same moment. Several workers are asked at their parent, as
   * any of them may be dying.
   *
   * @throws {Violation} when one of them isn't there.
   */
  async metrics(samples: readonly string[]): Promise<number[]> {
    const { body } = await (this.admin ?? this).request({ path: "/metrics" });
    const values = parseSamples(body);
    return samples.map((sample) => sampleValue(values, sample));
  }

  /** Open sessions of each of its `workers`, all of which listen. */
  async sessionsByWorker(workers: number): Promise<number[]> {
    const indexes = Array.from({ length: workers }, (_, worker) => worker);
    return await this.metrics(
      indexes.map((worker) => `stt_gateway_worker_sessions{worker="${worker}"}`),
    );
  }

  /** Status of `GET /ready`. */
  async readiness(): Promise<number> {
    return (await this.request({ path: "/ready" })).status;
  }

  /**
   * Holds its accounts against themselves. A gateway that has ended, or is about to, has none.
   *
   * @throws {Violation} also when it lives and does not tell them.
   */
  async checkAccounts(): Promise<void> {
    const metrics = await this.#lastMetrics();
    if (metrics !== undefined) demandBalance(metrics);
  }

  /**
   * Ends the connections and the process.
   *
   * @throws {Violation} when its accounts do not balance, or its log isn't what it must be; it has
   * ended then.
   */
  async stop(): Promise<void> {
    try {
      await this.checkAccounts();
      await this.#checkSessionEnds();
    } finally {
      this.release();
      this.admin?.release();
      await this.child.stop();
    }
    this.#log?.check();
  }

  /** Its metrics; undefined when it has ended, or is about to. */
  async #lastMetrics(): Promise<string | undefined> {
    if (this.child.hasExited) return undefined;
    const asker = new Gateway((this.admin ?? this).target);
    const answer = await asker.request({ path: "/metrics" }).catch(() => undefined);
    asker.release();
    if (answer !== undefined) return answer.body;
    await Promise.race([this.child.exited, delay(PATIENCE_MS)]);
    demand(this.child.hasExited, "Expected GET /metrics of a gateway that lives, got no answer");
    return undefined;
  }

  /** Each session that has ended has its line. Of workers that were killed the parent knows more. */
  async #checkSessionEnds(): Promise<void> {
    const log = this.#log;
    if (log === undefined || this.admin !== undefined) return;
    let gap: string | undefined;
    const isWhole = async () => {
      gap = undefined;
      const metrics = await this.#lastMetrics();
      if (metrics !== undefined) gap = logGap(metrics, log);
      return gap === undefined;
    };
    await until(isWhole, "a line of the log for each session that has ended").catch((error) => {
      demand(gap === undefined, gap!);
      throw error;
    });
  }
}
