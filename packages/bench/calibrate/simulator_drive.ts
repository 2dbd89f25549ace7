import { pinningPrefix } from "../machine/pinning.ts";
import { cpuPercent } from "../machine/cpu_percent.ts";
import type { ProcessUsage } from "../machine/process_usage.ts";
import { readProcessUsage } from "../machine/read_process_usage.ts";
import { describeExit } from "../programs/child.ts";
import type { Child } from "../programs/child.ts";
import { ChildError } from "../programs/child_error.ts";
import { startTool } from "../programs/programs.ts";
import type { Server } from "../programs/programs.ts";
import { readSimulatorStats, resetSimulatorStats } from "../run/simulator_stats.ts";
import type { SimulatorStats } from "../run/simulator_stats.ts";
import { parseInferbenchResult } from "./inferbench_result.ts";
import type { SimulatorReadings } from "./judge_probe.ts";
import type { ProbeContext } from "./probe_context.ts";

/** Longer than any run: it is stopped when its work is done. */
const DURATION_SECS = 3600;

/** Two processes at one moment. */
interface Usages {
  readonly simulator: ProcessUsage | undefined;
  readonly inferbench: ProcessUsage | undefined;
}

/** inferbench in the place of a gateway, one request a second for each session. */
export class SimulatorDrive {
  readonly #context: ProbeContext;
  readonly #simulator: Server;
  readonly #stdout: string[] = [];
  #inferbench: Promise<Child> | undefined;
  #pid: number | undefined;
  #before: Usages | undefined;
  #after: Usages | undefined;
  #stats: Promise<SimulatorStats | undefined> | undefined;

  constructor(context: ProbeContext, simulator: Server) {
    this.#context = context;
    this.#simulator = simulator;
  }

  /** The process of the simulator. */
  get simulatorPid(): number | undefined {
    return this.#simulator.child.pid;
  }

  /** Begins to send. */
  start(sessions: number): void {
    const flags = {
      url: this.#simulator.url,
      rps: sessions,
      // A session waits for its answer before it sends again.
      concurrency: sessions,
      "duration-secs": DURATION_SECS,
      "cpu-passes": this.#context.cpuPasses,
    };
    const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    this.#inferbench = startTool("inferbench", ["--json", ...args], {
      prefix: pinningPrefix(this.#context.pinning, "gateway"),
      onStdoutLine: (line) => this.#stdout.push(line),
    });
    this.#inferbench.then(({ pid }) => this.#pid = pid, () => {});
  }

  /** The measured window begins. */
  openWindow(): void {
    this.#before = this.#readUsages();
    void resetSimulatorStats(this.#simulator.url);
  }

  /** The measured window ends. */
  closeWindow(): void {
    this.#after = this.#readUsages();
    this.#stats = readSimulatorStats(this.#simulator.url);
  }

  /**
   * Ends inferbench, and tells what was read.
   *
   * @throws {ChildError} if inferbench leaves no result, or the window never came.
   */
  async finish(): Promise<SimulatorReadings> {
    const stats = await this.#stats;
    const child = await this.#inferbench;
    const [before, after] = [this.#before, this.#after];
    if (child === undefined || before === undefined || after === undefined) {
      throw new ChildError("Cannot calibrate: expected a measured window, got none", []);
    }
    const exit = await child.stop();
    const inferbench = parseInferbenchResult(this.#stdout.join("\n"));
    if (inferbench === undefined) {
      throw child.error(
        `Cannot calibrate: expected a result of inferbench, but ${describeExit(exit)}`,
      );
    }
    return {
      stats,
      cpuPercent: cpuPercent(before.simulator, after.simulator),
      windowMs: (after.simulator?.atMs ?? 0) - (before.simulator?.atMs ?? 0),
      inferbench,
      inferbenchCpuPercent: cpuPercent(before.inferbench, after.inferbench),
    };
  }

  /** Ends inferbench, whatever it does; does nothing if it has ended. */
  async stop(): Promise<void> {
    await (await this.#inferbench)?.stop();
  }

  #readUsages(): Usages {
    const read = (pid: number | undefined) => pid === undefined ? undefined : readProcessUsage(pid);
    return { simulator: read(this.#simulator.child.pid), inferbench: read(this.#pid) };
  }
}
