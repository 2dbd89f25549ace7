/** One line of `ps -A -o pid=,ppid=,rss=,utime=,time=`, as macOS prints it. */
export interface PsRow {
  readonly pid: number;
  readonly parentPid: number;
  readonly rssBytes: number;
  readonly userUs: number;
  readonly systemUs: number;
}

/** Reads the output of `ps -A -o pid=,ppid=,rss=,utime=,time=`; `time` is user and system together. */
export function parsePs(text: string): PsRow[] {
  return text.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const [pid, parentPid, rssKib, user, both] = line.trim().split(/\s+/);
    const userUs = parseClock(user);
    return {
      pid: Number(pid),
      parentPid: Number(parentPid),
      rssBytes: Number(rssKib) * 1024,
      userUs,
      systemUs: parseClock(both) - userUs,
    };
  });
}

/** `root` and all below it. */
export function processTree(rows: readonly PsRow[], root: number): PsRow[] {
  const below = (pid: number): PsRow[] =>
    rows.filter((row) => row.parentPid === pid).flatMap((row) => [row, ...below(row.pid)]);
  return [...rows.filter((row) => row.pid === root), ...below(root)];
}

/** `12:34.56`, `1:02:03.45` or `1-02:03:04` in microseconds. */
function parseClock(text = ""): number {
  const [clock = "", days = "0"] = text.split("-").reverse();
  const seconds = clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1e6);
}
