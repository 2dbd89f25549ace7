import type { Task } from "./read_tasks.ts";

/** Tasks that are one program: they take the same flags. */
export interface ProgramGroup {
  /** The first is the one that is asked for help. */
  readonly tasks: readonly [Task, ...Task[]];
}

/** Sorts tasks by their programs, in the order of the first of each. */
export function programGroups(tasks: readonly Task[]): readonly ProgramGroup[] {
  const groups = Map.groupBy(tasks, programOf);
  return [...groups.values()].map((tasks) => ({ tasks: tasks as [Task, ...Task[]] }));
}

/** A subcommand is a program of its own, a flag isn't; all gateways take the same variables. */
function programOf({ main, args: [first = ""] }: Task): string {
  if (first.startsWith("gateway:")) return "gateway";
  return first.startsWith("-") ? main : `${main} ${first}`.trim();
}
