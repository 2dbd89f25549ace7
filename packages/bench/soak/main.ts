/**
 * Holds gateways under load for long, while sessions come and go and the model fails at random.
 * `--help` lists the flags.
 *
 * @module
 */
import process from "node:process";
import { runProgram } from "@stt-bench/program";
import { Watch } from "../live/watch.ts";
import { readDisplay } from "../report/display.ts";
import { print } from "../report/print.ts";
import { exitCodeOf } from "../run/outcome.ts";
import { renderSoakRun, renderSoakRunJson } from "./render_soak_run.ts";
import { runSoak } from "./run_soak.ts";
import { parseSoakOptions } from "./soak_options.ts";

await runProgram(async (signal) => {
  const options = parseSoakOptions(process.argv.slice(2));
  await using watch = await Watch.open("soak", options.watch);
  const run = await runSoak(options, watch.progress, signal);
  watch.conclude(run.manifest.outcome);
  await print(options.json ? renderSoakRunJson(run) : renderSoakRun(run, readDisplay()));
  return exitCodeOf(run.manifest.outcome);
});
