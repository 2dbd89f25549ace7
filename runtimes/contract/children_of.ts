import { readdirSync, readFileSync } from "node:fs";

/** Ids of the processes that `pid` has started and that run; none when it has ended itself. */
export function childrenOf(pid: number): number[] {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const texts = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8"));
    return texts.flatMap((text) => text.split(" ").filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

/** Is there still a process `pid`? One that has ended, and that its parent has not asked for, is none. */
export function isRunning(pid: number): boolean {
  try {
    const [, state] = / ([A-Z]) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state !== "Z" && state !== "X";
  } catch {
    return false;
  }
}
