/**
 * Renders the chart with each of its files of values and checks what comes of it. `--help` lists the
 * flags.
 *
 * @module
 */
import "./without_deprecations.ts";
import { join } from "node:path";
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { installGoProgram, reasonNotToHave, root, setUp } from "@stt-bench/toolchain";
import { checkChart } from "./check_chart.ts";
import { Helm } from "./helm/helm.ts";
import { policies } from "./policies/check_release.ts";
import { createAskProgram } from "./programs/ask_program.ts";
import { valuesFiles } from "./values_files.ts";

const HELP = `
Each rendering is held against Helm's rules, the schemas of Kubernetes, unknown fields too, against the
programs' own variables and flags, and against these policies:
  ${policies.map(({ name }) => name).join(", ")}
Helm is the pinned one. Where it isn't on PATH, Go builds it once into .toolchain/.`;

await runProgram(async (signal) => {
  const command = createCommand("chart", "Checks the Helm chart without a cluster.")
    .argument("[values...]", "files of values in the chart's folder; all of them if none is given")
    .addHelpText("after", HELP);
  command.parse(process.argv.slice(2), { from: "user" });
  const chart = join(root, "charts/stt-bench");
  const known = await valuesFiles(chart);
  const unknown = command.args.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    command.error(`Cannot check ${unknown}: expected one of ${known.join(", ")}`);
  }
  const reason = await reasonNotToHave("helm");
  if (reason !== undefined) {
    print(`Cannot check the chart: ${reason}`);
    return ExitCode.invalid;
  }
  await setUp({ signal });
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const helm = new Helm(await installGoProgram("helm", { signal, say }), signal);
  const ask = createAskProgram(signal);
  let exitCode: ExitCode = ExitCode.pass;
  for (const values of command.args.length > 0 ? command.args : known) {
    const { manifests, problems } = await checkChart(chart, values, { helm, ask });
    for (const problem of problems) print(`${values}: ${problem}`);
    print(`${values}: ${manifests.length} objects, ${problems.length} problems`);
    if (problems.length > 0) exitCode = ExitCode.fail;
  }
  return exitCode;
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
