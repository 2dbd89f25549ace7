import { join } from "node:path";
import { writeFileAtomically } from "@stt-bench/results";
import type { SoakReport } from "@stt-bench/results";
import { readProcessUsage } from "../machine/read_process_usage.ts";
import type { Report } from "../run/progress.ts";
import { measureTarget } from "../run/measure_target.ts";
import type { RunResult } from "../run/outcome.ts";
import type { RunContext, RunPlan } from "../run/run_context.ts";
import type { Target } from "../run/target.ts";
import { leakReasons, soakReport } from "./soak_report.ts";
import { SoakSeries } from "./soak_series.ts";

/** Measures `target` like any other run, and watches its memory and latency; a leak is a fail. */
export async function soakTarget(
  context: RunContext,
  target: Target,
  plan: RunPlan,
  report: Report,
): Promise<RunResult & { readonly soak: SoakReport }> {
  const series = new SoakSeries();
  const result = await measureTarget(context, target, plan, report, {
    onProgress: (event, { gateway: { pid } }) =>
      series.observe(event, () => pid === undefined ? undefined : readProcessUsage(pid)?.rssBytes),
  });
  const soak = soakReport(target.label, series.samples);
  const path = join(context.directory, `${target.label}-r${plan.round}.soak.json`);
  await writeFileAtomically(path, `${JSON.stringify(soak, null, 2)}\n`);
  const reasons = leakReasons(soak);
  if (reasons.length === 0 || result.outcome !== "pass") return { ...result, soak };
  const leaked = { ...result, outcome: "fail", reasons } as const;
  report({ kind: "end", ...leaked });
  return { ...leaked, soak };
}
