import process from "node:process";
import { ExitCode, UsageError } from "@stt-bench/program";
import { showSetUp } from "../install/show_set_up.ts";
import type { Tool } from "../install/tool.ts";
import { root } from "../root.ts";
import { table } from "../table.ts";
import { forgetContractResults, reliabilityPageProblem } from "./reliability_page.ts";
import { runStage } from "./run_stage.ts";
import type { StageResult } from "./run_stage.ts";
import { testFiles } from "./test_files.ts";
import { testStages } from "./test_stages.ts";
import type { Selection, Stage } from "./test_stages.ts";

/** A stage that has run, by which runtime, and what it came to. */
interface Row {
  readonly stage: Stage;
  readonly tool: Tool;
  readonly result: StageResult;
}

/**
 * `test`: sets up, runs the selected stages, and counts. Unit tests run at the same time on all
 * runtimes, which alone leave a core idle; end-to-end tests follow, one stage after the other.
 */
export async function testCommand(selection: Selection, signal: AbortSignal): Promise<ExitCode> {
  const stages = testStages(await testFiles(root), selection);
  if (stages.length === 0) {
    throw new UsageError([`Cannot find a test file for ${JSON.stringify(selection)}`]);
  }
  const tools = await showSetUp({ tools: toolsOf(stages), signal });
  const run = async (stage: Stage): Promise<Row> => {
    const tool = tools.find(({ name }) => name === stage.runtime);
    if (tool === undefined) throw new Error(`Cannot find ${stage.runtime} after the set-up`);
    return { stage, tool, result: await runShown(stage, tool, signal) };
  };
  const rows = await Promise.all(stages.filter(({ kind }) => kind === "unit").map(run));
  for (const stage of stages.filter(({ kind }) => kind === "e2e")) {
    if (signal.aborted) break;
    rows.push(await run(stage));
  }
  return signal.aborted ? ExitCode.interrupted : summarize(rows);
}

/** End-to-end tests start programs on every runtime. */
function toolsOf(stages: readonly Stage[]): Tool["name"][] | undefined {
  if (stages.some(({ kind }) => kind === "e2e")) return undefined;
  return stages.map(({ runtime }) => runtime);
}

async function runShown(stage: Stage, tool: Tool, signal: AbortSignal): Promise<StageResult> {
  const title = `test: ${nameOf(stage)} tests on ${tool.name} ${tool.version}`;
  process.stdout.write(`${title}, ${stage.files.length} files\n`);
  const isAlone = stage.kind === "e2e" && !stage.isParallel;
  const result = await (isAlone ? runWithContract : runStage)(stage, tool, root, signal);
  if (result.failed > 0) process.stdout.write(result.output);
  process.stdout.write(`${title}: ${result.passed} passed, ${result.failed} failed\n`);
  return result;
}

function nameOf({ kind, isParallel }: Stage): string {
  return isParallel ? `${kind}, side by side,` : kind;
}

/** {@linkcode runStage} for the stage with the contract's tests: a page that isn't what they saw fails, too. */
async function runWithContract(
  stage: Stage,
  deno: Tool,
  root: string,
  signal: AbortSignal,
): Promise<StageResult> {
  await forgetContractResults(root);
  const result = await runStage(stage, deno, root, signal);
  const problem = await reliabilityPageProblem(root, deno, signal);
  if (problem === "") return result;
  return { ...result, failed: result.failed + 1, output: result.output + problem };
}

function summarize(rows: readonly Row[]): ExitCode {
  const total = (key: "passed" | "failed") =>
    rows.reduce((sum, { result }) => sum + result[key], 0);
  const cells = rows.map(({ stage, tool, result }) => [
    stage.isParallel ? `${stage.kind}, side by side` : stage.kind,
    `${tool.name} ${tool.version}`,
    ...[result.passed, result.failed, result.skipped].map(String),
    `${(result.elapsedMs / 1000).toFixed(1)} s`,
  ]);
  const head = ["stage", "runtime", "passed", "failed", "skipped", "time"];
  process.stdout.write(`\n${table([head, ...cells])}\n\n`);
  process.stdout.write(`${total("passed")} passed, ${total("failed")} failed\n`);
  return total("failed") === 0 ? ExitCode.pass : ExitCode.fail;
}
