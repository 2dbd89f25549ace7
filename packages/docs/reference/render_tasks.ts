import { leftTable } from "./left_table.ts";
import type { ProgramGroup } from "./program_groups.ts";
import type { Task } from "./read_tasks.ts";

/** The page of tasks: all of them in a table, and what each program takes. `helps` go with `groups`. */
export function renderTasks(
  tasks: readonly Task[],
  groups: readonly ProgramGroup[],
  helps: readonly string[],
): string {
  const rows = tasks.map(({ name, description }) => [`\`deno task ${name}\``, description]);
  return [
    "# Tasks",
    "",
    "Flags go behind the task. Exit codes: 0 passed, 1 failed, 2 wrong usage, 3 invalid (the tools or the",
    "machine were the limit), 130 interrupted. With `--json` only JSON goes to standard output.",
    "",
    leftTable(["task", "what it does"], rows),
    ...groups.flatMap(({ tasks }, i) => ["", ...renderProgram(tasks, helps[i]!)]),
    "",
  ].join("\n");
}

function renderProgram([first, ...others]: ProgramGroup["tasks"], help: string): string[] {
  const isGateway = first.name.startsWith("gateway:");
  const [flags] = isGateway ? help.split("\n\nEnvironment:\n") : [help];
  return [
    `## ${first.name}`,
    "",
    ...(others.length === 0 ? [] : [
      `Also ${others.map(({ name, args }) => `\`${name}\`${flagsOf(args)}`).join(", ")}.`,
      "",
    ]),
    ...(isGateway ? ["Configured by [variables](configuration.md).", ""] : []),
    "```text",
    flags!,
    "```",
  ];
}

function flagsOf(args: readonly string[]): string {
  const flags = args.filter((_, i) => args[0]!.startsWith("-") || i > 0);
  return flags.length === 0 ? "" : ` (\`${flags.join(" ")}\`)`;
}
