/**
 * Finds how many sessions load generator and simulator can serve on this machine: above that a
 * comparison would measure its own tools. `--help` lists the flags.
 *
 * @module
 */
import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { standardErrorProgress } from "../live/standard_error_progress.ts";
import { readDisplay } from "../report/display.ts";
import { print } from "../report/print.ts";
import { calibrate } from "./calibrate.ts";
import { parseCalibrateOptions } from "./calibrate_options.ts";
import { renderCalibration } from "./render_calibration.ts";

await runProgram(async (signal) => {
  const options = parseCalibrateOptions(process.argv.slice(2));
  const report = await calibrate(options, standardErrorProgress(options.watch), signal);
  await print(
    options.json ? JSON.stringify(report, null, 2) : renderCalibration(report, readDisplay()),
  );
  return report.file === undefined ? ExitCode.invalid : ExitCode.pass;
});
