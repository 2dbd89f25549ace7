/**
 * Makes a report from folders of results. `--help` lists the flags.
 *
 * @module
 */
import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { printReport } from "./print_report.ts";
import { parseReportOptions } from "./report_options.ts";
import { writeReport } from "./write_report.ts";

await runProgram(async () => {
  const { json, ...options } = await parseReportOptions(process.argv.slice(2));
  const report = await writeReport(options);
  await printReport(report, json);
  return ExitCode.pass;
});
