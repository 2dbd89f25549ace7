import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runtimes } from "@stt-bench/bench";
import { root } from "@stt-bench/toolchain";
import { embedFiles } from "./embed_files.ts";
import { programGroups } from "./program_groups.ts";
import { readHelp } from "./read_help.ts";
import { readTasks } from "./read_tasks.ts";
import type { Task } from "./read_tasks.ts";
import { readVariables } from "./read_variables.ts";
import { renderConfiguration } from "./render_configuration.ts";
import { renderMetrics } from "./render_metrics.ts";
import { renderTasks } from "./render_tasks.ts";
import { scrapeCollector, scrapeGateway } from "./scrape_metrics.ts";

/** The folder of the generated pages, from the root. */
const FOLDER = "docs/reference";

/** Pages that show files of ours, from the root. */
const EMBEDDING = ["docs/tutorial.md"];

/** Programs that are asked at the same time. */
const AT_ONCE = 3;

/** What each generated page should say, by its path from the root: what programs and files say now. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const tasks = await readTasks();
  const groups = programGroups(tasks);
  const asked = [
    ...groups.map(({ tasks: [first] }) => first),
    ...runtimes.map((runtime) => named(tasks, `gateway:${runtime}`)),
  ];
  const helps = await askAll(asked);
  const helpOf = (name: string) => helps[asked.findIndex((task) => task.name === name)]!;
  return new Map([
    [`${FOLDER}/tasks.md`, renderTasks(tasks, groups, helps)],
    [
      `${FOLDER}/configuration.md`,
      renderConfiguration({
        gateways: Object.fromEntries(
          runtimes.map((runtime) => [runtime, readVariables(helpOf(`gateway:${runtime}`))]),
        ),
        simulator: readVariables(helpOf("inference")),
        collector: readVariables(helpOf("collector")),
      }),
    ],
    [`${FOLDER}/metrics.md`, renderMetrics(await scrapeGateway(), await scrapeCollector())],
    ...await Promise.all(EMBEDDING.map(embedded)),
  ]);
}

async function embedded(page: string): Promise<[string, string]> {
  return [page, await embedFiles(await readFile(join(root, page), "utf8"))];
}

function named(tasks: readonly Task[], name: string): Task {
  const task = tasks.find((task) => task.name === name);
  if (task === undefined) throw new Error(`Cannot find the task ${name} in deno.json`);
  return task;
}

async function askAll(tasks: readonly Task[]): Promise<readonly string[]> {
  const helps: string[] = [];
  const waiting = tasks.entries();
  const ask = async () => {
    for (const [i, task] of waiting) helps[i] = await readHelp(task);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return helps;
}
