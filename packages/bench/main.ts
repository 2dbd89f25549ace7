import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { compareResults } from "./compare/compare_results.ts";
import { renderChanges } from "./compare/render_changes.ts";
import { runBench } from "./head_to_head/bench.ts";
import { renderBench, renderBenchJson } from "./head_to_head/render_bench.ts";
import { createBenchCommand, readBenchOptions } from "./head_to_head/bench_options.ts";
import { Watch } from "./live/watch.ts";
import { readStoredResults } from "./report/stored_results.ts";
import { readDisplay } from "./report/display.ts";
import { conclude } from "./report/conclude.ts";
import { print } from "./report/print.ts";
import { exitCodeOf } from "./run/outcome.ts";

await runProgram(async (signal) => {
  let exitCode: ExitCode = ExitCode.pass;
  const command = createBenchCommand().action(async (given: Record<string, unknown>) => {
    const options = readBenchOptions(given, process.env);
    await using watch = await Watch.open("bench", options.watch);
    const report = await runBench(options, watch.progress, signal);
    watch.conclude(report.manifest.outcome);
    await conclude({
      directory: report.directory,
      text: options.json ? renderBenchJson(report) : renderBench(report, readDisplay()),
      json: options.json,
      report: options.report && !signal.aborted,
    });
    exitCode = exitCodeOf(report.manifest.outcome);
  });
  command.command("compare <before> <after>")
    .description("tell what has changed between two folders of results, and what is noise")
    .option("--json", "print JSON", false)
    .action(async (before: string, after: string, { json }: { json: boolean }) => {
      const changes = compareResults(
        await readStoredResults(before),
        await readStoredResults(after),
      );
      await print(json ? JSON.stringify(changes, null, 2) : renderChanges(changes, readDisplay()));
    });
  await command.parseAsync(process.argv.slice(2), { from: "user" });
  return exitCode;
});
