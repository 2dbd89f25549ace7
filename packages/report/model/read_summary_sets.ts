import { existsSync } from "node:fs";
import { BALANCED, outcomes } from "@stt-bench/results";
import type { AnySummary } from "@stt-bench/results";
import { readCdfs } from "./read_cdfs.ts";
import { readSamples } from "./read_samples.ts";
import { readSummary } from "./read_summary.ts";
import type { ReadSummary } from "./read_summary.ts";
import type { ReportRun } from "./report_run.ts";
import type { ReportTarget } from "./report_target.ts";
import type { ResultSet } from "./result_set.ts";
import { setId } from "./set_id.ts";
import { sloOf } from "./slo_of.ts";
import { validityFlags } from "./validity_flags.ts";

/**
 * Reads runs that nothing but their own files tells of: those of the existing benchmark, and of our
 * load generator when it ran alone. Runs with other timings make a set of their own.
 *
 * @param files paths of `….summary.json`
 * @throws {Error} that names the first file that isn't what it should be.
 */
export async function readSummarySets(
  directory: string,
  files: readonly string[],
): Promise<readonly ResultSet[]> {
  const read = await Promise.all([...files].sort().map((path) => readSummary(path)));
  const groups = Map.groupBy(read, timingsOf);
  return await Promise.all([...groups].map(([timings, group]) => {
    const id = setId(directory) + (groups.size === 1 ? "" : ` ${timings}`);
    return toSet(directory, id, group);
  }));
}

function timingsOf({ summary, isExisting }: ReadSummary): string {
  const { warmup_secs, measure_secs, ramp_up_secs, session_start_spread_ms } = summary;
  return `${isExisting ? "" : "loadgen "}${warmup_secs}w-${measure_secs}m-` +
    `${ramp_up_secs + session_start_spread_ms / 1000}s`;
}

async function toSet(
  directory: string,
  id: string,
  read: readonly ReadSummary[],
): Promise<ResultSet> {
  const runs = await readRuns(read);
  const [{ summary, isExisting }] = read as [ReadSummary, ...ReadSummary[]];
  const set = {
    id,
    program: isExisting ? "existing" as const : "loadgen" as const,
    environment: environmentOf(runs, summary),
    load: loadOf(runs, summary),
    slo: isExisting ? BALANCED : sloOf("", runs),
    targets: [...new Set(runs.map(({ target }) => target))].map(targetOf),
    runs,
    brackets: [],
    capacityLabel: "sessions",
    splits: [],
    cdfs: await readCdfs(directory, runs, [], summary),
    courses: [],
    accounts: [],
  };
  return { ...set, flags: validityFlags(set) };
}

/** Target by target; several runs of the same load are counted, whatever their files say. */
async function readRuns(read: readonly ReadSummary[]): Promise<readonly ReportRun[]> {
  const levels = Map.groupBy(read, ({ target, summary }) => `${target} ${summary.sessions}`);
  const runs = await Promise.all(
    [...levels.values()].flatMap((level) =>
      level
        .toSorted((a, b) => a.summary.repeat - b.summary.repeat)
        .map(async ({ path, target, summary, outcome, reasons }, i) => {
          const samples = path.replace(/\.summary\.json$/, ".samples.csv");
          const overTime = existsSync(samples) ? await readSamples(samples) : [];
          const { sessions } = summary;
          return { target, round: i + 1, sessions, outcome, reasons, summary, overTime };
        })
    ),
  );
  return runs.sort((a, b) => compare(a.target, b.target) || a.sessions - b.sessions);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function environmentOf(
  runs: readonly ReportRun[],
  { generator }: AnySummary,
): ResultSet["environment"] {
  return {
    startedAt: null,
    finishedAt: null,
    outcome: outcomes.find((one) => runs.some(({ outcome }) => outcome === one)) ?? "fail",
    isComplete: runs.every(({ summary }) => (summary?.ended ?? "complete") === "complete"),
    command: null,
    machine: null,
    pinning: null,
    isPinned: false,
    cpuLimit: null,
    gatewayCpus: null,
    memoryLimitBytes: null,
    cpuPasses: null,
    seed: null,
    versions: generator === undefined ? [] : [{
      program: "load generator",
      runtime: generator.runtime,
      version: generator.version,
    }],
    git: null,
    inferenceUrl: null,
    variables: {},
  };
}

function loadOf(runs: readonly ReportRun[], summary: AnySummary): ResultSet["load"] {
  const isSame = runs.every(({ sessions }) => sessions === runs[0]!.sessions);
  return {
    profile: null,
    sessions: isSame ? runs[0]!.sessions : null,
    rampUpSecs: summary.ramp_up_secs,
    sessionStartSpreadMs: summary.session_start_spread_ms,
    warmupSecs: summary.warmup_secs,
    measureSecs: summary.measure_secs,
    sessionSecs: summary.config?.session_secs ?? null,
  };
}

function targetOf(label: string): ReportTarget {
  return {
    label,
    variant: null,
    runtime: null,
    sockets: "native",
    version: null,
    workers: null,
    inferenceClient: null,
  };
}
