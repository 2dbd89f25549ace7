/** CPU time of some CPUs since they started, in the kernel's ticks. */
export interface CpuTicks {
  /** All of it, idle or not. */
  readonly all: number;
  /** The part that the hypervisor gave to other guests while there was work to do here. */
  readonly stolen: number;
}

/** `user nice system idle iowait irq softirq steal`; guest time, which follows, is in `user`. */
const FIELDS = 8;

/**
 * The ticks of the CPUs that a process may run on, from the texts of `/proc/stat` and of its
 * `/proc/self/status` (proc(5)); undefined where they don't tell.
 */
export function cpuTicks(stat: string, status: string): CpuTicks | undefined {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1];
  if (list === undefined) return undefined;
  const allowed = new Set(parseCpuList(list));
  let all = 0;
  let stolen = 0;
  for (const [, cpu, text] of stat.matchAll(/^cpu(\d+) +(.+)$/gm)) {
    if (!allowed.has(Number(cpu))) continue;
    const ticks = text!.split(" ").slice(0, FIELDS).map(Number);
    all += ticks.reduce((sum, each) => sum + each, 0);
    stolen += ticks[FIELDS - 1] ?? 0;
  }
  return all === 0 ? undefined : { all, stolen };
}

/** The numbers in a list as the kernel writes it, e.g. `0-2,5`. */
export function parseCpuList(list: string): number[] {
  return list.split(",").flatMap((range) => {
    const [first = NaN, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}
