import process from "node:process";
import { runProgram } from "@stt-bench/program";
import { runBench } from "./bench.ts";
import { parseBenchOptions } from "./options/bench_options.ts";
import { exitCodeOf } from "./run/outcome.ts";
import { terminalProgress } from "./report/progress.ts";
import { renderJson, renderReport } from "./report/render_report.ts";

await runProgram(async (signal) => {
  const options = parseBenchOptions(process.argv.slice(2));
  const report = await runBench(options, terminalProgress(), signal);
  const color = process.stdout.isTTY && !process.env["NO_COLOR"];
  const text = options.json ? renderJson(report) : renderReport(report, color);
  await new Promise((written) => process.stdout.write(`${text}\n`, written));
  return exitCodeOf(report.manifest.outcome);
});
