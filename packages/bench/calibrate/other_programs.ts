import { readFileSync } from "node:fs";
import process from "node:process";
import { cpuBetween } from "../machine/process_usage.ts";
import type { ProcessUsage } from "../machine/process_usage.ts";
import { readProcessUsage } from "../machine/read_process_usage.ts";

/** What CPUs have done until one moment. */
export interface CpuMoment {
  /** The part of it that was done for us, and for all that we have started. */
  readonly own: ProcessUsage;
  /** All of it, in milliseconds, without what other guests of the machine took. */
  readonly busyMs: number;
}

/** Length of a tick of `/proc`: the kernel's USER_HZ is 100 on every platform that we run on. */
const TICK_MS = 10;

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
    const busyMs = parseBusyMs(readFileSync("/proc/stat", "utf8"), this.#cpus);
    return own === undefined ? undefined : { own, busyMs };
  }
}

/** Reads the busy time of `cpus` from `/proc/stat` (proc_stat(5)): neither idle, iowait nor steal. */
export function parseBusyMs(text: string, cpus: readonly number[]): number {
  let ticks = 0;
  for (const line of text.split("\n")) {
    const [name = "", ...times] = line.split(" ");
    const cpu = /^cpu(\d+)$/.exec(name)?.[1];
    if (cpu === undefined || !cpus.includes(Number(cpu))) continue;
    const [user, nice, system, , , irq, softirq] = times.map(Number);
    ticks += user! + nice! + system! + irq! + softirq!;
  }
  return ticks * TICK_MS;
}

/** What others took between two moments, in percent of `cpuCount` CPUs. */
export function percentOfOthers(before: CpuMoment, after: CpuMoment, cpuCount: number): number {
  const ownMs = cpuBetween(before.own, after.own).cpuUs / 1000;
  const wholeMs = (after.own.atMs - before.own.atMs) * cpuCount;
  const othersMs = Math.max(0, after.busyMs - before.busyMs - ownMs);
  return Math.round(othersMs / wholeMs * 1000) / 10;
}
