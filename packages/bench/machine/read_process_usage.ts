import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { parseSchedstat, parseStat, parseStatus } from "./proc_text.ts";
import type { ProcessMemory, ProcessTimes } from "./proc_text.ts";
import type { ProcessUsage } from "./process_usage.ts";
import { parsePs, processTree } from "./ps_text.ts";

/**
 * Reads what the process `pid` and all below it have used: from `/proc` on Linux, else from `ps`.
 * Synchronous, so that the reading belongs to the moment of the call.
 *
 * @returns undefined if there is no such process any more.
 */
export function readProcessUsage(pid: number): ProcessUsage | undefined {
  try {
    return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function fromProc(root: number): ProcessUsage | undefined {
  const usage = { userUs: 0, systemUs: 0, rssBytes: 0, maxRssBytes: 0 };
  const runNsByThread = new Map<number, number>();
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const own = readOwn(pid);
    if (pid === root && (own === undefined || own.isZombie)) return undefined;
    if (own === undefined) continue;
    usage.userUs += own.userUs;
    usage.systemUs += own.systemUs;
    usage.rssBytes += own.rssBytes;
    usage.maxRssBytes += own.maxRssBytes;
    for (const thread of ifThere(() => readdirSync(`/proc/${pid}/task`)) ?? []) {
      const schedstat = readIfThere(`/proc/${pid}/task/${thread}/schedstat`);
      const children = readIfThere(`/proc/${pid}/task/${thread}/children`);
      if (schedstat !== undefined) runNsByThread.set(Number(thread), parseSchedstat(schedstat));
      pending.push(...(children ?? "").split(" ").filter(Boolean).map(Number));
    }
  }
  return { atMs: performance.now(), ...usage, runNsByThread };
}

/** One process without those below it; undefined if it has ended since its parent named it. */
function readOwn(pid: number): (ProcessTimes & ProcessMemory) | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const status = readIfThere(`/proc/${pid}/status`);
  if (stat === undefined || status === undefined) return undefined;
  const times = parseStat(stat);
  return { ...times, ...(times.isZombie ? NO_MEMORY : parseStatus(status)) };
}

const NO_MEMORY: ProcessMemory = { rssBytes: 0, maxRssBytes: 0 };

function readIfThere(path: string): string | undefined {
  return ifThere(() => readFileSync(path, "utf8"));
}

/** Processes and threads end while we look, and a kernel may be built without some of the files. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function fromPs(root: number): ProcessUsage {
  const args = ["-A", "-o", "pid=,ppid=,rss=,utime=,time="];
  const rows = processTree(parsePs(execFileSync("ps", args, { encoding: "utf8" })), root);
  if (rows.length === 0) throw new Error(`Cannot find the process ${root}`);
  const sum = (of: "userUs" | "systemUs" | "rssBytes") =>
    rows.reduce((total, row) => total + row[of], 0);
  return {
    atMs: performance.now(),
    userUs: sum("userUs"),
    systemUs: sum("systemUs"),
    runNsByThread: new Map(),
    rssBytes: sum("rssBytes"),
    maxRssBytes: sum("rssBytes"),
  };
}
