import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { parseSchedstat, parseStat, parseStatus } from "./proc_text.ts";
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

function fromProc(root: number): ProcessUsage {
  const usage = { userUs: 0, systemUs: 0, rssBytes: 0, maxRssBytes: 0 };
  const runNsByThread = new Map<number, number>();
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const times = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
    const memory = parseStatus(readFileSync(`/proc/${pid}/status`, "utf8"));
    usage.userUs += times.userUs;
    usage.systemUs += times.systemUs;
    usage.rssBytes += memory.rssBytes;
    usage.maxRssBytes += memory.maxRssBytes;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const task = `/proc/${pid}/task/${thread}`;
      ifThere(
        `${task}/schedstat`,
        (text) => runNsByThread.set(Number(thread), parseSchedstat(text)),
      );
      ifThere(
        `${task}/children`,
        (text) => pending.push(...text.split(" ").filter(Boolean).map(Number)),
      );
    }
  }
  return { atMs: performance.now(), ...usage, runNsByThread };
}

/** A thread may end while we look, and a kernel may be built without these files. */
function ifThere(path: string, use: (text: string) => void): void {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return;
  }
  use(text);
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
