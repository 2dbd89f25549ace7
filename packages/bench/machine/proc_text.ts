/** CPU time of one process, all its threads included, as `/proc/PID/stat` gives it. */
export interface ProcessTimes {
  readonly userUs: number;
  readonly systemUs: number;
}

/** Memory of one process, as `/proc/PID/status` gives it. */
export interface ProcessMemory {
  readonly rssBytes: number;
  /** The most that it ever had. */
  readonly maxRssBytes: number;
}

/** Length of a tick of `/proc`: the kernel's USER_HZ is 100 on every platform that we run on. */
const TICK_US = 10_000;

/** Reads the CPU times in `/proc/PID/stat` (proc_pid_stat(5), fields 14 and 15). */
export function parseStat(text: string): ProcessTimes {
  // The second field is the program's name in parentheses, and may hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    userUs: toNumber("stat", fields[11]) * TICK_US,
    systemUs: toNumber("stat", fields[12]) * TICK_US,
  };
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
