import {
  demand,
  demandBalance,
  demandEqual,
  Gateway,
  parseSamples,
  sampleValue,
} from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { ModelLine } from "../model_line.ts";
import { demandLess } from "../resident_memory.ts";
import { until } from "../until.ts";
import { allowancesOf } from "./allowances.ts";
import type { Allowances } from "./allowances.ts";
import { Bystander } from "./bystander.ts";
import type { FuzzTarget } from "./fuzz_target.ts";

const MIB = 1024 * 1024;

/**
 * How much the resident memory of a gateway may grow once it is warm. Node 26 lets its heap grow by 75
 * MiB over 5000 connections, and then goes back; what examples leave behind for good does not.
 */
const MAX_GROWTH_BYTES = 128 * MIB;

/** Sweeps until a gateway counts as warm: the first ones compile its code. */
const WARM_SWEEPS = 5;

/** Where examples are played: a gateway process, and what must be true of it whatever they do. */
export class Ground {
  readonly bed: Bed;
  readonly gateway: GatewayProcess;
  /** Between the gateway and the bed's simulator. */
  readonly line: ModelLine;
  /** What its variant may do besides. */
  readonly allowances: Allowances;
  readonly #bystander: Bystander | undefined;
  #sweeps = 0;
  #warmBytes = Infinity;
  #cases = 0;

  private constructor(
    bed: Bed,
    line: ModelLine,
    gateway: GatewayProcess,
    bystander: Bystander | undefined,
    allowances: Allowances,
  ) {
    this.bed = bed;
    this.line = line;
    this.gateway = gateway;
    this.allowances = allowances;
    this.#bystander = bystander;
  }

  /** Starts a gateway for `target`, which the bed ends. */
  static async prepare(
    bed: Bed,
    { env, hasBystander }: FuzzTarget,
    allowances: Allowances = allowancesOf(bed.variant),
  ): Promise<Ground> {
    const line = await ModelLine.to(bed.simulatorUrl);
    const gateway = await bed.startGateway({ ...env, INFERENCE_URL: line.url });
    const bystander = hasBystander ? await Bystander.at(gateway) : undefined;
    return new Ground(bed, line, gateway, bystander, allowances);
  }

  /** What examples consisted of so far: connections, answers, faults. */
  get cases(): number {
    return this.#cases;
  }

  /** Has the gateway ended, or failed the bystander? Then no further example says anything. */
  get isLost(): boolean {
    return this.gateway.child.hasExited || this.#bystander?.hasFailed === true;
  }

  /** Enters `cases` that an example consists of. */
  count(cases: number): void {
    this.#cases += cases;
  }

  /** Runs `use` with a door to the gateway, and ends every connection that went through it. */
  async withDoor<T>(use: (door: Gateway) => Promise<T>): Promise<T> {
    const door = new Gateway(this.gateway.target);
    try {
      return await use(door);
    } finally {
      door.release();
    }
  }

  /**
   * Demands what must be true at any time.
   *
   * @throws {Violation}
   */
  check(): void {
    const { child } = this.gateway;
    demand(
      !child.hasExited,
      `Expected the gateway to live, got: ${child.log.slice(-5).join("; ")}`,
    );
    this.#bystander?.check();
  }

  /**
   * Demands what must be true when no example is being played.
   *
   * @throws {Violation}
   */
  async sweep(): Promise<void> {
    this.check();
    const open = this.#bystander === undefined ? 0 : 1;
    let metrics: ReadonlyMap<string, number> = new Map();
    await until(async () => {
      metrics = await this.#readMetrics();
      return metrics.get("stt_gateway_sessions") === open;
    }, `${open} open sessions once all others have gone`);
    const bugs = sampleValue(metrics, 'stt_gateway_sessions_closed_total{cause="bug"}');
    demandEqual("Sessions that a bug has closed", bugs, 0);
    this.#checkMemory(sampleValue(metrics, "process_resident_memory_bytes"));
  }

  /**
   * Sees the bystander served to its end.
   *
   * @throws {Violation}
   */
  async leave(): Promise<void> {
    await this.#bystander?.leave();
  }

  async #readMetrics(): Promise<ReadonlyMap<string, number>> {
    const { body } = await this.withDoor((door) => door.request({ path: "/metrics" }));
    demandBalance(body);
    return parseSamples(body);
  }

  #checkMemory(bytes: number): void {
    if (++this.#sweeps <= WARM_SWEEPS) this.#warmBytes = bytes;
    demandLess("Growth of memory", bytes - this.#warmBytes, MAX_GROWTH_BYTES);
  }
}
