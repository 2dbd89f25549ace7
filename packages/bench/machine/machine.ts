import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { parseAllowedCpus } from "./proc_text.ts";

/** The machine that a comparison ran on. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly cpu_model: string;
  readonly cores: number;
  readonly kernel: string;
  readonly memory_bytes: number;
}

/** Looks at the machine that we run on. */
export function readMachine(): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    cpu_model: cpus()[0]?.model.trim() || "unknown",
    cores: availableParallelism(),
    kernel: release(),
    memory_bytes: totalmem(),
  };
}

/** The CPUs that we may run on; empty where nothing tells it. */
export function readAllowedCpus(): number[] {
  if (process.platform !== "linux") return [];
  return parseAllowedCpus(readFileSync("/proc/self/status", "utf8"));
}

/** Whether a program of that name is on `PATH`. */
export function isOnPath(program: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.some((folder) => folder !== "" && existsSync(join(folder, program)));
}
