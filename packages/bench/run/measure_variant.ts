import { join } from "node:path";
import { writeFileAtomically } from "@stt-bench/results";
import type { RunSummary } from "@stt-bench/results";
import type { BenchContext } from "./bench_context.ts";
import { describeExit } from "../programs/child.ts";
import { completeSummary } from "./complete_summary.ts";
import { explainVerdict } from "./explain_verdict.ts";
import type { LoadProfile } from "./load_profile.ts";
import { LoadProgress } from "./load_progress.ts";
import { loadgenArguments } from "./loadgen_arguments.ts";
import type { VariantResult } from "./outcome.ts";
import { pinningPrefix } from "../machine/pinning.ts";
import type { Report } from "../report/progress.ts";
import { sttUrl } from "../programs/programs.ts";
import { runFiles } from "./run_files.ts";
import { runLoad } from "./run_load.ts";
import type { LoadOutcome } from "./run_load.ts";
import { withServers } from "./servers.ts";
import type { Servers } from "./servers.ts";
import type { Variant } from "../programs/variants.ts";

/** What a measurement adds to a {@linkcode VariantResult}. */
export type Measured = Pick<VariantResult, "outcome" | "reasons" | "log" | "summary">;

/**
 * Puts `variant` under load, with a gateway and a simulator that were started for it, and writes
 * the files of the run.
 *
 * @throws {ChildError} if a program doesn't start.
 */
export async function measureVariant(
  context: BenchContext,
  variant: Variant,
  report: Report,
): Promise<Measured> {
  const { options, pinning, directory, progress, signal } = context;
  return await withServers(context, variant, report, async (servers) => {
    const url = sttUrl(servers.gateway.url);
    const loadProgress = new LoadProgress(options.load, progress.isLive);
    const load = await runLoad({
      args: loadgenArguments(options, variant.name, url, directory),
      prefix: pinningPrefix(pinning, "tools"),
      expectedMs: expectedMs(options.load),
      gatewayPid: servers.gateway.child.pid!,
      serverExited: Promise.race(childrenOf(servers).map(({ exited }) => exited)),
      signal,
      onProgress: (event) => {
        const text = loadProgress.describe(event);
        if (text !== undefined) report(text);
      },
    });
    const measured = await conclude(context, variant, servers, load);
    report(measured.outcome.toUpperCase());
    return measured;
  });
}

async function conclude(
  context: BenchContext,
  variant: Variant,
  servers: Servers,
  load: LoadOutcome,
): Promise<Measured> {
  const lost = childrenOf(servers).find(({ hasExited }) => hasExited);
  const broken: string[] = [];
  if (lost !== undefined) {
    broken.push(`${lost.name} was lost during the run: ${describeExit(await lost.exited)}`);
  }
  if (load.problem !== undefined) broken.push(load.problem);
  const gateway = { readings: load.readings, gateway: servers.gateway.event };
  const summary = load.summary && completeSummary(context, variant, load.summary, gateway, broken);
  if (summary !== undefined) await writeSummary(context, variant, summary);
  return {
    outcome: context.signal.aborted ? "interrupted" : broken.length > 0 ? "fail" : summary!.verdict,
    reasons: [...broken, ...(summary === undefined ? [] : explainVerdict(summary))],
    log: lost?.log ?? (load.problem === undefined ? [] : load.log),
    ...(summary === undefined ? {} : { summary }),
  };
}

async function writeSummary(
  { directory, options }: BenchContext,
  { name }: Variant,
  summary: RunSummary,
): Promise<void> {
  const path = join(directory, runFiles(name, options.load).summary);
  await writeFileAtomically(path, `${JSON.stringify(summary, null, 2)}\n`);
}

function childrenOf({ gateway, simulator }: Servers): Servers["gateway"]["child"][] {
  return [gateway.child, ...(simulator === undefined ? [] : [simulator.child])];
}

/** A whole run: its parts, the load generator's session grace (15 s) and some time to close. */
function expectedMs(load: LoadProfile): number {
  return (load.rampUpSecs + load.warmupSecs + load.measureSecs + 15 + 10) * 1000 +
    load.sessionStartSpreadMs;
}
