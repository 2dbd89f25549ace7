import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tool, ToolName } from "../install/tool.ts";
import { runCommand } from "../run_command.ts";
import { junitCounts } from "./junit_counts.ts";
import type { Counts } from "./junit_counts.ts";
import type { Stage, StageKind } from "./test_stages.ts";

/** What a stage came to. */
export interface StageResult extends Counts {
  readonly elapsedMs: number;
  /** What the runtime wrote; empty for a stage that is shown while it runs. */
  readonly output: string;
}

/** Longer than any stage should take, and short enough for CI to tell which one hangs. */
const limitMs: Record<StageKind, number> = { unit: 8 * 60_000, e2e: 35 * 60_000 };

/** Runs the tests of `stage` with the executable `tool`. End-to-end tests are shown as they run. */
export async function runStage(
  stage: Stage,
  tool: Tool,
  root: string,
  signal: AbortSignal,
): Promise<StageResult> {
  const folder = await mkdtemp(join(tmpdir(), "stt-bench-tests-"));
  try {
    const report = join(folder, "junit.xml");
    const limit = AbortSignal.timeout(limitMs[stage.kind]);
    const result = await runCommand(tool.path, testArguments(stage, report), {
      cwd: root,
      shown: stage.kind === "e2e",
      signal: AbortSignal.any([signal, limit]),
    });
    const counts = junitCounts(await readFile(report, "utf8").catch(() => ""));
    const hung = limit.aborted ? `Stopped after ${limitMs[stage.kind] / 60_000} minutes\n` : "";
    return {
      ...counts,
      failed: failedTests(counts, result.exitCode),
      elapsedMs: result.elapsedMs,
      output: withoutPassed(result.output) + hung,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A stage without tests, or a failure outside of any test (a file that won't load), fails too. */
function failedTests({ passed, failed }: Counts, exitCode: number | null): number {
  const hasFailed = exitCode !== 0 || passed + failed === 0;
  return hasFailed ? Math.max(failed, 1) : failed;
}

const commands: Record<ToolName, (report: string) => string[]> = {
  deno: (report) => ["test", "--allow-all", "--no-check", "--doc", `--junit-path=${report}`],
  // A process for each file takes four times the CPU.
  node: (report) => [
    "--test",
    "--test-isolation=none",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=junit",
    `--test-reporter-destination=${report}`,
  ],
  // Bun alone limits a test's time, to 5 s, which a busy machine exceeds.
  bun: (report) => [
    "test",
    "--only-failures",
    "--timeout=60000",
    "--reporter=junit",
    `--reporter-outfile=${report}`,
  ],
};

/** Bun takes a path for a filter of names unless it starts with a dot. */
function testArguments({ kind, runtime, isParallel, files }: Stage, report: string): string[] {
  const isSafe = isParallel || kind === "unit";
  const parallel = isSafe && runtime === "deno" ? ["--parallel"] : [];
  return [...commands[runtime](report), ...parallel, ...files.map((file) => `./${file}`)];
}

/** Leaves out what Deno and Node say of tests that pass; their short reporters tell too little. */
function withoutPassed(output: string): string {
  return output.replace(/^(running \d+ tests? from .*|.* \.\.\. ok \(.*\)|✔ .*)\n/gm, "");
}
