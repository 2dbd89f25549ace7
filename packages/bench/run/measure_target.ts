import { join } from "node:path";
import { writeFileAtomically } from "@stt-bench/results";
import type { ProgressEvent, RunSummary } from "@stt-bench/results";
import { pinningPrefix } from "../machine/pinning.ts";
import { describeExit } from "../programs/child.ts";
import type { Child } from "../programs/child.ts";
import type { Report } from "./progress.ts";
import { completeSummary } from "./complete_summary.ts";
import { explainVerdict } from "./explain_verdict.ts";
import { expectedMs } from "./load_profile.ts";
import { LoadProgress } from "./load_progress.ts";
import { resultOf } from "./outcome.ts";
import type { RunResult } from "./outcome.ts";
import type { RunContext, RunPlan } from "./run_context.ts";
import { RunEvidence } from "./run_evidence.ts";
import { runFiles } from "./run_files.ts";
import { runGenerators } from "./run_generators.ts";
import type { LoadOutcome } from "./run_load.ts";
import { withServers } from "./servers.ts";
import type { Servers } from "./servers.ts";
import type { Target } from "./target.ts";

/** Hears of a run while it goes on. */
export interface RunListener {
  readonly onProgress?: (event: ProgressEvent, servers: Servers) => void;
}

/**
 * Puts `target` under load, with a gateway and a simulator that were started for it, and writes the
 * files of the run. What goes wrong is a part of the result.
 */
export async function measureTarget(
  context: RunContext,
  target: Target,
  plan: RunPlan,
  report: Report,
  { onProgress }: RunListener = {},
): Promise<RunResult> {
  const { signal, pinning } = context;
  const run = async (servers: Servers) => {
    const loadProgress = LoadProgress.ofGateway(context, plan.load);
    const evidence = new RunEvidence(servers);
    const load = await runGenerators(context, {
      label: target.label,
      url: servers.gateway.url,
      plan,
      prefix: pinningPrefix(pinning, "tools"),
      expectedMs: expectedMs(plan.load),
      gatewayPid: servers.gateway.pid,
      serverExited: Promise.race(childrenOf(servers).map(({ exited }) => exited)),
      signal,
      onProgress: (event, generator) => {
        evidence.observe(event);
        onProgress?.(event, servers);
        const pids = {
          gateway: servers.gateway.pid,
          generator,
          simulator: servers.simulator?.child.pid,
        };
        loadProgress.newsOf(event, pids).forEach(report);
      },
    });
    return await conclude(context, target, plan, servers, load, evidence);
  };
  const env = simulatorEnv(context, plan);
  const result = await resultOf(() => withServers(context, target, env, report, run), signal);
  report({ kind: "end", ...result });
  return result;
}

async function conclude(
  context: RunContext,
  target: Target,
  plan: RunPlan,
  servers: Servers,
  load: LoadOutcome,
  evidence: RunEvidence,
): Promise<RunResult> {
  const { gateway, simulator } = servers;
  const lost = childrenOf(servers).find(({ hasExited }) => hasExited);
  const broken: string[] = [];
  if (lost !== undefined && lost === gateway.child) {
    const atLimit = gateway.group?.readMemoryKills(lost.pid!) ? " at its memory limit" : "";
    broken.push(
      `${lost.name} was lost during the run: ${describeExit(await lost.exited)}${atLimit}`,
    );
  }
  if (load.problem !== undefined) broken.push(load.problem);
  const summary = load.summary && completeSummary(context, target, plan, {
    summary: load.summary,
    readings: load.readings,
    event: gateway.event,
    evidence: await evidence.collect(),
    broken,
  });
  if (summary !== undefined) await writeSummary(context, target, plan, summary);
  const log = lost?.log ?? (load.problem === undefined ? [] : load.log);
  const measured = { log, ...(summary === undefined ? {} : { summary }) };
  if (context.signal.aborted) {
    return { outcome: "interrupted", reasons: ["interrupted"], ...measured };
  }
  const verdictReasons = summary === undefined ? [] : explainVerdict(summary);
  if (summary !== undefined && broken.length === 0) {
    return { outcome: summary.verdict, reasons: verdictReasons, ...measured };
  }
  // Without its model no gateway can do anything.
  const outcome = lost !== undefined && lost === simulator?.child ? "invalid" : "fail";
  return { outcome, reasons: [...broken, ...verdictReasons], ...measured };
}

async function writeSummary(
  { directory }: RunContext,
  { label }: Target,
  plan: RunPlan,
  summary: RunSummary,
): Promise<void> {
  const path = join(directory, runFiles(label, plan).summary);
  await writeFileAtomically(path, `${JSON.stringify(summary, null, 2)}\n`);
}

function childrenOf({ gateway, simulator }: Servers): Child[] {
  return [gateway.child, simulator?.child].filter((child) => child !== undefined);
}

/**
 * So many slots that the simulated GPU is never the limit. Targets that are compared get the same
 * latencies in the same round, and others in the next.
 */
function simulatorEnv({ conditions }: RunContext, { round }: RunPlan): Record<string, string> {
  const { seed, cpuPasses } = conditions;
  return {
    MODEL_MAX_CONCURRENT: "65536",
    MODEL_SEED: String(seed + round - 1),
    ...(cpuPasses === undefined ? {} : { CPU_PASSES: String(cpuPasses) }),
  };
}
