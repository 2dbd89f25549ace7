import { readdirSync, readFileSync } from "node:fs";

/** Ids of the children of process `pid` that have not ended; none when it has ended itself. */
export function childrenOf(pid: number): number[] {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const texts = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8"));
    return texts.flatMap((text) => text.split(" ").filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

/** Does process `pid` run? A zombie, which has ended and waits for its parent to reap it, does not. */
export function isRunning(pid: number): boolean {
  try {
    const [, state] = / ([A-Z]) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return state !== "Z" && state !== "X";
  } catch {
    return false;
  }
}
