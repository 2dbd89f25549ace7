import { readFileSync } from "node:fs";
import process from "node:process";
import { TICK_MS } from "../machine/proc_text.ts";
import { cpuBetween } from "../machine/process_usage.ts";
import type { ProcessUsage } from "../machine/process_usage.ts";
import { readProcessUsage } from "../machine/read_process_usage.ts";

/**
 * What CPUs have done until one moment. Not by what `/proc/stat` counts as busy: that samples at
 * ticks, and misses a quarter of a program that wakes up for each millisecond (Linux 6.18).
 */
export interface CpuMoment {
  /** What was done for us, and for all that we have started. */
  readonly own: ProcessUsage;
  /** How long they ran no program at all, in milliseconds: idle, or taken by another guest. */
  readonly idleMs: number;
}

/** Watches what programs of others take from the CPUs that we measure on. */
export class OtherPrograms {
  readonly #cpus: readonly number[];
  #before: CpuMoment | undefined;
  #after: CpuMoment | undefined;

  constructor(cpus: readonly number[]) {
    this.#cpus = cpus;
  }

  /** The measured window begins. */
  openWindow(): void {
    this.#before = this.#read();
  }

  /** The measured window ends. */
  closeWindow(): void {
    this.#after = this.#read();
  }

  /** What they took in the window, in percent of the CPUs; null where nothing tells it. */
  get percent(): number | null {
    if (this.#before === undefined || this.#after === undefined) return null;
    return percentOfOthers(this.#before, this.#after, this.#cpus.length);
  }

  #read(): CpuMoment | undefined {
    if (process.platform !== "linux") return undefined;
    const own = readProcessUsage(process.pid);
    const idleMs = parseIdleMs(readFileSync("/proc/stat", "utf8"), this.#cpus);
    return own === undefined ? undefined : { own, idleMs };
  }
}

/** Reads how long `cpus` ran no program from `/proc/stat` (proc_stat(5)): idle, iowait and steal. */
export function parseIdleMs(text: string, cpus: readonly number[]): number {
  let ticks = 0;
  for (const line of text.split("\n")) {
    const [name = "", ...times] = line.split(" ");
    const cpu = /^cpu(\d+)$/.exec(name)?.[1];
    if (cpu === undefined || !cpus.includes(Number(cpu))) continue;
    const [, , , idle, iowait, , , steal] = times.map(Number);
    ticks += idle! + iowait! + steal!;
  }
  return ticks * TICK_MS;
}

/** What others took between two moments, in percent of `cpuCount` CPUs. */
export function percentOfOthers(before: CpuMoment, after: CpuMoment, cpuCount: number): number {
  const ownMs = cpuBetween(before.own, after.own).cpuUs / 1000;
  const wholeMs = (after.own.atMs - before.own.atMs) * cpuCount;
  const othersMs = Math.max(0, wholeMs - (after.idleMs - before.idleMs) - ownMs);
  return Math.round(othersMs / wholeMs * 1000) / 10;
}
