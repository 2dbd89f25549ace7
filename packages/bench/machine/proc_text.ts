/**
 * CPU time of one process, as `/proc/PID/stat` gives it: of all its threads, and of the children that
 * it has waited for, so that the time of a child that ends is not lost to the sum of both.
 */
export interface ProcessTimes {
  readonly userUs: number;
  readonly systemUs: number;
  /** Whether it has ended, and its parent has not waited for it yet: then it has no memory. */
  readonly isZombie: boolean;
}

/** Memory of one process, as `/proc/PID/status` gives it. */
export interface ProcessMemory {
  readonly rssBytes: number;
  /** The most that it ever had. */
  readonly maxRssBytes: number;
}

/** Length of a tick of `/proc`: the kernel's USER_HZ is 100 on every platform that we run on. */
export const TICK_MS = 10;

/** Reads `/proc/PID/stat` (proc_pid_stat(5)): the state (field 3) and CPU times (14 to 17). */
export function parseStat(text: string): ProcessTimes {
  // The second field is the program's name in parentheses, and may hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const us = (own: number, ofChildren: number) =>
    (toNumber("stat", fields[own]) + toNumber("stat", fields[ofChildren])) * TICK_MS * 1000;
  return { userUs: us(11, 13), systemUs: us(12, 14), isZombie: fields[0] === "Z" };
}

/** Reads the nanoseconds that a thread has run from `/proc/PID/task/TID/schedstat`. */
export function parseSchedstat(text: string): number {
  return toNumber("schedstat", text.split(" ")[0]);
}

/** Reads `/proc/PID/status`. */
export function parseStatus(text: string): ProcessMemory {
  const bytes = (name: string) =>
    toNumber("status", text.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m"))?.[1]) * 1024;
  return { rssBytes: bytes("VmRSS"), maxRssBytes: bytes("VmHWM") };
}

/** Reads the CPUs that a process may run on from `/proc/PID/status`, e.g. `0-1,4` as 0, 1, 4. */
export function parseAllowedCpus(text: string): number[] {
  const list = text.match(/^Cpus_allowed_list:\s+(\S+)$/m)?.[1] ?? "";
  return list.split(",").filter((range) => range !== "").flatMap((range) => {
    const [first, last = first] = range.split("-");
    const from = toNumber("status", first);
    return Array.from({ length: toNumber("status", last) - from + 1 }, (_, i) => from + i);
  });
}

function toNumber(file: string, text: string | undefined): number {
  const number = Number(text);
  if (text === undefined || !Number.isFinite(number)) {
    throw new Error(`Cannot read /proc/*/${file}: expected a number, got ${JSON.stringify(text)}`);
  }
  return number;
}
