import { readFileSync } from "node:fs";
import { startGateway, startSimulator } from "@stt-bench/bench";
import type { Child, Server } from "@stt-bench/bench";
import { demand, Simulator } from "@stt-bench/conformance";
import { textsOf } from "./env.ts";
import type { Env } from "./env.ts";
import { GatewayLog } from "./gateway_log.ts";
import { GatewayProcess } from "./gateway_process.ts";
import { until } from "./until.ts";

/** A model that answers at once and always after the same time. */
const SIMULATOR_ENV = {
  FAULTS: "1",
  MODEL_DELAY_MS: "5",
  MODEL_JITTER_SIGMA: "0",
  MODEL_LONGTAIL_PROB: "0",
  MODEL_BATCH_WAIT_MAX_MS: "0",
};

/** Where a case runs: a simulator, and gateways of one variant with any configuration. */
export class Bed {
  readonly variant: string;
  /** The simulator that gateways use unless told otherwise. */
  readonly simulator: Simulator;
  readonly #simulator: Server;
  readonly #gateways: GatewayProcess[] = [];
  readonly #kept = new Map<string, Promise<GatewayProcess>>();
  readonly #children: Child[] = [];

  private constructor(variant: string, simulator: Server) {
    this.variant = variant;
    this.#simulator = simulator;
    this.simulator = Simulator.of(simulator.url);
  }

  /** A bed with a simulator of its own. */
  static async make(variant: string): Promise<Bed> {
    return new Bed(variant, await startSimulator({ env: SIMULATOR_ENV }));
  }

  /** Base URL of the simulator. */
  get simulatorUrl(): string {
    return this.#simulator.url;
  }

  /**
   * Starts a gateway with `env`; it flushes every 50 ms unless told otherwise. No partial may come
   * before `earliestMs` after the start of a session. `prefix` stands before its command.
   *
   * @throws {ChildError} when it does not listen.
   */
  async startGateway(
    env: Env = {},
    earliestMs?: number,
    prefix: readonly string[] = [],
  ): Promise<GatewayProcess> {
    const gateway = await this.#start(env, earliestMs, prefix);
    this.#gateways.push(gateway);
    return gateway;
  }

  /** A gateway with `env` that all cases share: it lives on when a case ends. */
  keptGateway(env: Env): Promise<GatewayProcess> {
    const key = JSON.stringify(env);
    let kept = this.#kept.get(key);
    if (kept === undefined) {
      kept = this.#start(env);
      this.#kept.set(key, kept);
      kept.catch(() => this.#kept.delete(key));
    }
    return kept;
  }

  /** Starts another simulator, e.g. on a `PORT`. */
  async startSimulator(env: Env): Promise<Server> {
    const server = await startSimulator({ env: { ...SIMULATOR_ENV, ...textsOf(env) } });
    this.#children.push(server.child);
    return server;
  }

  /** Waits until the simulator works on `requests` of them. */
  async inFlight(requests: number): Promise<void> {
    await until(
      async () => (await this.simulator.stats()).in_flight === requests,
      `${requests} requests in flight at the simulator`,
    );
  }

  /**
   * Ends what a case has started, and forgets the faults that it has left at the simulator. A kept
   * gateway that is not well is ended, too: later cases get another one.
   *
   * @throws {Violation} when the accounts of a gateway do not balance, or a kept one has ended.
   */
  async clear(): Promise<void> {
    await allDone([
      ...this.#stopStarted(),
      ...[...this.#kept].map(async ([key, gateway]) => this.#examine(key, await gateway)),
      this.simulator.forgive(),
    ]);
  }

  /**
   * Ends everything.
   *
   * @throws {Violation} when the accounts of a gateway do not balance, or its log isn't what it must
   * be; everything has ended then.
   */
  async end(): Promise<void> {
    await allDone([
      ...this.#stopStarted(),
      ...[...this.#kept.values()].map(async (gateway) => (await gateway).stop()),
    ]).finally(() => this.#simulator.child.stop());
  }

  /** Begins to end what does not live on when a case ends. */
  #stopStarted(): Promise<unknown>[] {
    return [
      ...this.#gateways.splice(0).map((gateway) => gateway.stop()),
      ...this.#children.splice(0).map((child) => child.stop()),
    ];
  }

  async #examine(key: string, kept: GatewayProcess): Promise<void> {
    try {
      const { hasExited, log } = kept.child;
      demand(!hasExited, `Expected a kept gateway to live, it has ended: ${log.join("; ")}`);
      await kept.checkAccounts();
    } catch (error) {
      this.#kept.delete(key);
      await kept.stop().catch(() => {});
      throw error;
    }
  }

  async #start(
    env: Env,
    earliestMs?: number,
    prefix: readonly string[] = [],
  ): Promise<GatewayProcess> {
    const all = { FLUSH_INTERVAL_MS: 50, INFERENCE_URL: this.simulatorUrl, ...env };
    const { TLS_CERT } = env;
    const log = new GatewayLog();
    const onLogLine = (line: string) => log.add(line);
    const server = await startGateway(this.variant, { env: textsOf(all), prefix, onLogLine });
    const ca = TLS_CERT === undefined ? undefined : readFileSync(String(TLS_CERT), "utf8");
    return new GatewayProcess(server, earliestMs ?? Number(all.FLUSH_INTERVAL_MS), ca, log);
  }
}

/** Waits for all of `tasks`, and rejects with the first problem that one of them had. */
async function allDone(tasks: readonly Promise<unknown>[]): Promise<void> {
  for (const each of await Promise.allSettled(tasks)) {
    if (each.status === "rejected") throw each.reason;
  }
}
