import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { setUp } from "@stt-bench/toolchain";
import { parseCommandLine } from "./command_line.ts";
import type { CommandLine } from "./command_line.ts";
import { comparePage, reliabilityPage, writePage } from "./report/reliability_page.ts";
import { renderSummary } from "./report/render_summary.ts";
import { readResults, writeResults } from "./report/results_folder.ts";
import type { CaseOutcome, VariantResults } from "./report/variant_results.ts";
import { shareCompileCache } from "./run/compile_cache.ts";
import { VariantRun } from "./run/variant_run.ts";
import { suite } from "./suite.ts";

await runProgram(async (signal) => {
  const options = parseCommandLine(process.argv.slice(2));
  if (options.list) return list(options);
  if (options.check) return await check();
  await setUp({ signal });
  shareCompileCache();
  const results: VariantResults[] = [];
  for (const variant of options.variants) {
    results.push(await runVariant(variant, options, signal));
  }
  print(options.json ? JSON.stringify(results, null, 2) : renderSummary(results));
  if (options.write) await writePage(results);
  const hasFailed = results.some(({ cases }) => cases.some(({ outcome }) => outcome === "fail"));
  return hasFailed ? ExitCode.fail : ExitCode.pass;
});

function list({ json, only }: CommandLine): ExitCode {
  const chosen = suite.filter(({ name }) => only?.has(name) ?? true);
  const lines = chosen.map(({ suite, name, claim }) =>
    `${suite.padEnd(11)}  ${name.padEnd(26)} ${claim}`
  );
  print(json ? JSON.stringify(chosen, null, 2) : lines.join("\n"));
  return ExitCode.pass;
}

/** Says nothing of a page where the last run was not of everything. */
async function check(): Promise<ExitCode> {
  const comparison = await comparePage(await readResults());
  switch (comparison.verdict) {
    case "same":
      print(`${reliabilityPage} says what the last run has seen`);
      return ExitCode.pass;
    case "unknown":
      print(`${reliabilityPage} was not compared:\n  ${comparison.gaps.join("\n  ")}`);
      return ExitCode.pass;
    case "differs": {
      const { line, seen, said } = comparison;
      const fix = "`deno task contract --write` writes it anew";
      print(`${reliabilityPage}:${line} is not what the last run has seen; ${fix}`);
      print(`  said ${said}\n  seen ${seen}`);
      return ExitCode.fail;
    }
  }
}

async function runVariant(
  variant: string,
  { only, json }: CommandLine,
  signal: AbortSignal,
): Promise<VariantResults> {
  const write = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n`);
  const onOutcome = (outcome: CaseOutcome) => write(describe(variant, outcome));
  const run = new VariantRun(variant, { ...(only && { only }), onOutcome });
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", abort);
  run.start();
  const results = await Promise.race([run.results(), aborted.promise]);
  signal.removeEventListener("abort", abort);
  await writeResults(results).finally(() => run.end());
  return results;
}

function describe(variant: string, { name, outcome, detail, elapsed_ms }: CaseOutcome): string {
  const { claim } = suite.find((each) => each.name === name)!;
  const mark = outcome === "fail" ? "FAIL" : outcome;
  const seconds = (elapsed_ms / 1000).toFixed(1).padStart(5);
  const columns = [mark.padEnd(9), variant.padEnd(12), name.padEnd(26), `${seconds} s`, claim];
  const line = columns.join("  ");
  return detail === undefined ? line : `${line}\n${" ".repeat(11)}${detail}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
