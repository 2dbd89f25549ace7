import { RUN_PHASES, VALIDITY_LIMITS } from "@stt-bench/results";
import type { ProgressEvent, RunPhase, SloProfile } from "@stt-bench/results";
import { cpuPercent } from "../machine/cpu_percent.ts";
import type { ProcessUsage } from "../machine/process_usage.ts";
import { readProcessUsage } from "../machine/read_process_usage.ts";
import { phaseSecs } from "../run/load_profile.ts";
import type { LoadProfile } from "../run/load_profile.ts";
import { LIVE_ROLES } from "./live_sample.ts";
import type { LiveRole, LiveSample } from "./live_sample.ts";

/** Process ids; undefined where there is no such process, or nobody knows it. */
export type LivePids = Readonly<Record<LiveRole, number | undefined>>;

/** What a {@linkcode LiveWatch} knows of a run beforehand. */
export interface LiveRun {
  readonly load: LoadProfile;
  /** Undefined where no service level is asked for. */
  readonly slo: Pick<SloProfile, "newest_p50_ms" | "newest_p95_ms"> | undefined;
  /** Fraction of a CPU that the gateway may use. */
  readonly cpuLimit: number | undefined;
}

/** A process as it was last read. */
interface Reading {
  readonly pid: number | undefined;
  readonly usage: ProcessUsage | undefined;
}

type Counted = Extract<ProgressEvent, { event: "progress" }>;

/** Makes a {@linkcode LiveSample} of each second of one run. */
export class LiveWatch {
  readonly #run: LiveRun;
  readonly #read: (pid: number) => ProcessUsage | undefined;
  readonly #secsOf: ReturnType<typeof phaseSecs>;
  readonly #readings = new Map<LiveRole, Reading>();
  #phaseStartMs = 0;
  #partials = { count: 0, atMs: 0 };

  /** `read` tells what a process has used; the kernel is asked unless something else is given. */
  constructor(run: LiveRun, read: typeof readProcessUsage = readProcessUsage) {
    this.#run = run;
    this.#read = read;
    this.#secsOf = phaseSecs(run.load);
  }

  /** What there is to see after `event`; undefined where it counts nothing. */
  observe(event: ProgressEvent, pids: LivePids): LiveSample | undefined {
    if (event.event === "phase") this.#phaseStartMs = event.at_ms;
    if (event.event === "progress") return this.#sample(event, pids);
    // What was used until the first second is over counts from here.
    if (this.#readings.size === 0) this.#readCpu(pids);
    return undefined;
  }

  #sample(event: Counted, pids: LivePids): LiveSample {
    const { load, slo } = this.#run;
    const phaseElapsedSecs = (event.at_ms - this.#phaseStartMs) / 1000;
    return {
      atMs: event.at_ms,
      phase: event.phase,
      phaseElapsedSecs,
      phaseSecs: this.#secsOf[event.phase] ?? null,
      leftSecs: this.#leftSecs(event.phase, phaseElapsedSecs),
      sessions: load.sessions,
      sessionsOpen: event.sessions_open,
      sessionsBroken: event.sessions_broken,
      partialsPerSec: this.#partialsPerSec(event),
      newestP50Ms: event.newest_p50_ms,
      newestP95Ms: event.newest_p95_ms,
      newestP50LimitMs: slo?.newest_p50_ms ?? null,
      newestP95LimitMs: slo?.newest_p95_ms ?? null,
      errors: event.errors,
      cpuPercent: this.#readCpu(pids),
      cpuLimitPercent: this.#cpuLimits(),
    };
  }

  #cpuLimits(): LiveSample["cpuLimitPercent"] {
    const { cpuLimit } = this.#run;
    return {
      gateway: cpuLimit === undefined ? null : cpuLimit * 100,
      generator: VALIDITY_LIMITS.generator_cpu_percent,
      simulator: null,
    };
  }

  #leftSecs(phase: RunPhase, elapsedSecs: number): number | null {
    const rest = RUN_PHASES.slice(RUN_PHASES.indexOf(phase)).flatMap((each) =>
      this.#secsOf[each] ?? []
    );
    if (rest.length === 0) return null;
    const secs = rest.reduce((sum, each) => sum + each, 0);
    return Math.max(0, secs - (this.#secsOf[phase] === undefined ? 0 : elapsedSecs));
  }

  #partialsPerSec({ partials, at_ms: atMs }: Counted): number {
    const before = this.#partials;
    this.#partials = { count: partials, atMs };
    return atMs > before.atMs ? (partials - before.count) / (atMs - before.atMs) * 1000 : 0;
  }

  #readCpu(pids: LivePids): LiveSample["cpuPercent"] {
    const percents = LIVE_ROLES.map((role) => [role, this.#readCpuOf(role, pids[role])]);
    return Object.fromEntries(percents);
  }

  #readCpuOf(role: LiveRole, pid: number | undefined): number | null {
    const before = this.#readings.get(role);
    const usage = pid === undefined ? undefined : this.#read(pid);
    this.#readings.set(role, { pid, usage });
    return before?.pid === pid ? cpuPercent(before?.usage, usage) : null;
  }
}
