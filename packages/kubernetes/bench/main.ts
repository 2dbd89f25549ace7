/**
 * `deno task bench:k8s`: measures a gateway of the chart on a Kubernetes cluster. `--help` lists its
 * flags.
 *
 * @module
 */
import { conclude, exitCodeOf, readDisplay, Watch } from "@stt-bench/bench";
import { ExitCode, runProgram, UsageError } from "@stt-bench/program";
import process from "node:process";
import { benchK8s } from "./bench_k8s.ts";
import { prepareK8s } from "./prepare_k8s.ts";
import { parseK8sOptions } from "./k8s_options.ts";
import { processRunner } from "./kubectl/process_runner.ts";
import { renderK8s, renderK8sJson } from "./render.ts";

/** How often a wait asks; a test may ask more often. */
const POLL_MS = Number(process.env["BENCH_K8S_POLL_MS"] ?? 2000);

await runProgram(async (signal) => {
  const args = process.argv.slice(2);
  const options = parseK8sOptions(args);
  const prepared = await prepareK8s(options, processRunner(options.kubectl), signal);
  if (options.isDryRun) {
    await new Promise((written) => process.stdout.write(`${prepared.plan}\n`, written));
    return ExitCode.pass;
  }
  if (!options.isConfirmed) throw new UsageError([prepared.question]);
  await using watch = await Watch.open("bench:k8s", options.watch);
  watch.progress.note(prepared.announcement);
  const report = await benchK8s(options, {
    kubectl: prepared.kubectl,
    progress: watch.progress,
    signal,
    write: (line) => process.stderr.write(`${line}\n`),
    pollMs: POLL_MS,
    random: Math.random,
    arguments: args,
  });
  watch.conclude(report.manifest.outcome);
  await conclude({
    directory: report.directory,
    text: options.json ? renderK8sJson(report) : renderK8s(report, readDisplay()),
    json: options.json,
    report: options.report && !signal.aborted && report.runs.some(({ result }) => result.summary),
  });
  return exitCodeOf(report.manifest.outcome);
});
