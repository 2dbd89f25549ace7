import { BALANCED, bracketResult, capacityText, isAtLeast, loadLevels } from "@stt-bench/results";
import type { AnySummary, BracketOutcome, Outcome } from "@stt-bench/results";
import { historyOf, searchOptions, summaryWith } from "@stt-bench/results/testing";
import type { ReportBracket } from "../model/report_bracket.ts";
import type { ReportRun } from "../model/report_run.ts";
import type { ReportTarget } from "../model/report_target.ts";
import type { ResultSet } from "../model/result_set.ts";

/** A gateway of ours: `deno`, `bun-tuned`, `node-reactor`, `node-2w`. */
export function reportTarget(label: string): ReportTarget {
  const [variant, workers = "1"] = label.split(/-(?=\dw$)/);
  const runtime = (["deno", "node", "bun"] as const).find((name) => label.startsWith(name)) ?? null;
  return {
    label,
    variant: runtime && variant!,
    runtime,
    sockets: (["tuned", "reactor"] as const).find((kind) => label.includes(`-${kind}`)) ?? "native",
    version: "1.0.0",
    workers: parseInt(workers),
    inferenceClient: null,
  };
}

/** A run of 100 sessions that passed, but for `changes`; of those of its summary, `summary`. */
export function reportRun(
  target: string,
  { summary = {}, ...changes }: Partial<Omit<ReportRun, "summary">> & {
    readonly summary?: Partial<AnySummary>;
  } = {},
): ReportRun {
  return {
    target,
    round: 1,
    sessions: 100,
    outcome: "pass" as Outcome,
    reasons: [],
    summary: { ...summaryWith(300), ...summary },
    overTime: [],
    ...changes,
  };
}

/** Runs of a target, one for each of `cpuUs`: µs of CPU per session-second. */
export function runsWithCpu(target: string, ...cpuUs: readonly number[]): ReportRun[] {
  return cpuUs.map((us, i) => reportRun(target, { round: i + 1, summary: summaryWith(us) }));
}

/** A search for a target's capacity: its runs in short (`"100p 200f"`), and how it ended. */
export function reportBracket(
  target: string,
  history: string,
  outcome: BracketOutcome = "bracketed",
): ReportBracket {
  const [points, options] = [historyOf(history), searchOptions()];
  const result = bracketResult(outcome, points, options);
  return {
    target,
    result,
    text: capacityText(result),
    isAtLeast: isAtLeast(result),
    points,
    levels: loadLevels(points, options),
  };
}

/** A set of results of these gateways, but for `changes`. */
export function resultSet(
  labels: readonly string[],
  changes: Partial<ResultSet> = {},
): ResultSet {
  return {
    id: "2026-11-21T12-00-00Z-bench",
    program: "bench",
    environment: {
      startedAt: "2026-11-21T12:00:00.000Z",
      finishedAt: "2026-11-21T12:10:00.000Z",
      outcome: "pass",
      isComplete: true,
      command: "deno task bench",
      machine: {
        platform: "linux",
        arch: "x64",
        cpuModel: "A CPU",
        cores: 2,
        kernel: "6.18",
        memoryBytes: 2 ** 33,
      },
      pinning: "gateway on CPU 1, tools on CPU 0",
      isPinned: true,
      cpuLimit: null,
      gatewayCpus: 1,
      memoryLimitBytes: null,
      cpuPasses: null,
      seed: 1,
      versions: [{ program: "gateways", runtime: "deno", version: "2.9.6" }],
      git: { commit: "0123456789abcdef0123456789abcdef01234567", dirty: false },
      inferenceUrl: null,
      variables: {},
    },
    load: {
      profile: "full",
      sessions: 100,
      rampUpSecs: 2,
      sessionStartSpreadMs: 0,
      warmupSecs: 3,
      measureSecs: 6,
      sessionSecs: null,
    },
    slo: BALANCED,
    targets: labels.map(reportTarget),
    runs: [],
    brackets: [],
    splits: [],
    capacityLabel: "sessions on 1 CPU",
    cdfs: [],
    courses: [],
    accounts: [],
    flags: [],
    ...changes,
  };
}
