import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@stt-bench/toolchain";
import * as v from "valibot";

const Configuration = v.object({
  tasks: v.record(v.string(), v.strictObject({ description: v.string(), command: v.string() })),
});

/** One `deno task`. */
export interface Task {
  readonly name: string;
  readonly description: string;
  /** Main module of its program, a path from the root. */
  readonly main: string;
  /** What it is called with before the flags of whoever calls it. */
  readonly args: readonly string[];
}

/**
 * Reads the tasks of `deno.json`, in their order.
 *
 * @throws {Error} for a task that is no program of ours.
 */
export async function readTasks(): Promise<readonly Task[]> {
  const text = await readFile(join(root, "deno.json"), "utf8");
  const { tasks } = v.parse(Configuration, JSON.parse(text));
  return Object.entries(tasks).map(([name, { description, command }]) => {
    const [, main, rest] = /^deno run -A (\S+\.ts)(.*)$/.exec(command) ?? [];
    if (main === undefined || rest === undefined) {
      throw new Error(
        `Cannot read task ${name}: expected "deno run -A <main.ts> …", got "${command}"`,
      );
    }
    return { name, description, main, args: rest.split(" ").filter((word) => word !== "") };
  });
}
