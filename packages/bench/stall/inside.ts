import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { renderStall } from "./render_stall.ts";
import { runStall } from "./run_stall.ts";
import { parseStallOptions } from "./stall_options.ts";
import { readDisplay } from "../report/display.ts";
import { print } from "../report/print.ts";

// The part of `stall` that runs in a network namespace of its own, where `main.ts` has put it.
await runProgram(async (signal) => {
  const options = parseStallOptions(process.argv.slice(2));
  const report = await runStall(options, signal);
  await print(options.json ? JSON.stringify(report, null, 2) : renderStall(report, readDisplay()));
  if (signal.aborted) return ExitCode.interrupted;
  if (report.summary.verdict === "invalid") return ExitCode.invalid;
  return report.claims.every(({ holds }) => holds) ? ExitCode.pass : ExitCode.fail;
});
