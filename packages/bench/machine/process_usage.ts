/** What a process and all below it have used until one moment. */
export interface ProcessUsage {
  /** When it was read, on a monotonic clock. */
  readonly atMs: number;
  readonly userUs: number;
  readonly systemUs: number;
  /** Nanoseconds that each living thread has run, by thread id; empty where nothing tells it. */
  readonly runNsByThread: ReadonlyMap<number, number>;
  readonly rssBytes: number;
  /** The most memory that it ever had, where the system keeps it; else what it has now. */
  readonly maxRssBytes: number;
}

/** CPU time that was used between two moments. */
export interface CpuTime {
  readonly cpuUs: number;
  readonly userUs: number;
  readonly systemUs: number;
}

/**
 * CPU time between two readings of one process.
 *
 * The scheduler's nanoseconds give the sum; the ticks (10 ms each) give only the share of user and
 * system. Ticks give both where a thread ended in between and took its nanoseconds with it, or
 * where the system has none.
 */
export function cpuBetween(start: ProcessUsage, end: ProcessUsage): CpuTime {
  const tickUserUs = end.userUs - start.userUs;
  const tickCpuUs = tickUserUs + end.systemUs - start.systemUs;
  const cpuUs = schedulerUs(start.runNsByThread, end.runNsByThread) ?? tickCpuUs;
  const userUs = tickCpuUs === 0 ? cpuUs : cpuUs * tickUserUs / tickCpuUs;
  return { cpuUs, userUs, systemUs: cpuUs - userUs };
}

function schedulerUs(
  start: ReadonlyMap<number, number>,
  end: ReadonlyMap<number, number>,
): number | undefined {
  if (end.size === 0) return undefined;
  for (const thread of start.keys()) if (!end.has(thread)) return undefined;
  let ns = 0;
  for (const [thread, runNs] of end) ns += runNs - (start.get(thread) ?? 0);
  return ns / 1000;
}
