/**
 * What keeps the documents true.
 *
 * 1. `reference/` writes `docs/reference/` from the programs themselves: what they say of their flags
 *    and variables, and what they expose as metrics.
 * 2. `snippets/` reads the commands out of the documents and holds each against the program that it
 *    calls: its task, its flags, its variables, the files that it names.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readCommands } from "@stt-bench/docs";
 *
 * const page = "Start one with `PORT=3000 deno task gateway:node`.";
 * const [command] = readCommands(page);
 * assertEquals(command, {
 *   line: 1,
 *   variables: { PORT: "3000" },
 *   words: ["deno", "task", "gateway:node"],
 * });
 * ```
 *
 * `deno task docs` is in `main.ts`.
 *
 * @module
 */
export { commandProblems } from "./snippets/command_problems.ts";
export { documents } from "./snippets/documents.ts";
export { readCommands } from "./snippets/read_commands.ts";
export type { ShellCommand } from "./snippets/read_commands.ts";
export { readTasks } from "./reference/read_tasks.ts";
export type { Task } from "./reference/read_tasks.ts";
export { referencePages } from "./reference/reference_pages.ts";
