import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  capacityLabel,
  Comparison,
  Manifest,
  readJsonFile,
  RunSummary,
  SoakAccounts,
  SoakReport,
} from "@stt-bench/results";
import * as v from "valibot";
import { describeEnvironment } from "./describe_environment.ts";
import { describeTargets } from "./describe_targets.ts";
import { readBrackets } from "./read_brackets.ts";
import { readCdfs } from "./read_cdfs.ts";
import { readSamples } from "./read_samples.ts";
import type { ReportRun } from "./report_run.ts";
import type { ResultSet } from "./result_set.ts";
import { setId } from "./set_id.ts";
import { sloOf } from "./slo_of.ts";
import { validityFlags } from "./validity_flags.ts";

const Program = v.picklist(["bench", "bracket", "soak", "bench:k8s"]);

/**
 * Reads a folder that `bench`, `bracket`, `soak` or `bench:k8s` has left.
 *
 * @throws {Error} that names the first file that isn't there, or isn't what it should be.
 */
export async function readManifestSet(directory: string): Promise<ResultSet> {
  const path = join(directory, "manifest.json");
  const manifest = await readJsonFile(Manifest, path);
  if (!v.is(Program, manifest.program)) {
    const expected = Program.options.join(", ");
    throw new Error(
      `Cannot read ${path}: program: expected one of ${expected}, got "${manifest.program}"`,
    );
  }
  const runs = await Promise.all(manifest.runs.map((run) => readRun(directory, run)));
  const environment = describeEnvironment(manifest);
  const brackets = await readBrackets(directory);
  const set = {
    id: setId(directory),
    program: programOf(manifest.program, brackets.length > 0),
    environment,
    load: describeLoad(manifest),
    slo: sloOf(manifest.conditions.slo, runs),
    targets: describeTargets(manifest, runs),
    runs,
    brackets,
    capacityLabel: capacityLabel(manifest),
    splits: await readSplits(directory),
    cdfs: await readCdfs(directory, runs, brackets, manifest.load),
    courses: await readEach(SoakReport, directory, coursesOf(manifest)),
    accounts: await readEach(SoakAccounts, directory, accountsOf(manifest)),
  };
  return { ...set, flags: validityFlags(set) };
}

/** On a cluster it is measured in the same two ways: a run for itself, or a search. */
function programOf(
  program: v.InferOutput<typeof Program>,
  isSearch: boolean,
): ResultSet["program"] {
  if (program !== "bench:k8s") return program;
  return isSearch ? "bracket" : "bench";
}

async function readRun(directory: string, run: Manifest["runs"][0]): Promise<ReportRun> {
  const { target, round, sessions, outcome, reasons, summary: file } = run;
  const samples = file === null ? "" : join(directory, file.replace(SUMMARY, ".samples.csv"));
  return {
    target,
    round,
    sessions,
    outcome,
    reasons,
    summary: file === null ? null : await readJsonFile(RunSummary, join(directory, file)),
    overTime: existsSync(samples) ? await readSamples(samples) : [],
  };
}

const SUMMARY = /\.summary\.json$/;

function describeLoad({ load }: Manifest): ResultSet["load"] {
  return {
    profile: load.profile,
    sessions: load.sessions,
    rampUpSecs: load.ramp_up_secs,
    sessionStartSpreadMs: load.session_start_spread_ms,
    warmupSecs: load.warmup_secs,
    measureSecs: load.measure_secs,
    sessionSecs: load.session_secs,
  };
}

/** A bench that was interrupted early has none. */
async function readSplits(directory: string): Promise<ResultSet["splits"]> {
  const path = join(directory, "comparison.json");
  return existsSync(path) ? (await readJsonFile(Comparison, path)).splits : [];
}

/** `bench --soak` counts rounds, `soak` has but one. */
function coursesOf({ runs }: Manifest): string[] {
  return runs.flatMap((
    { target, round },
  ) => [`${target}.soak.json`, `${target}-r${round}.soak.json`]);
}

function accountsOf({ runs }: Manifest): string[] {
  return runs.map(({ target }) => `${target}.accounts.json`);
}

async function readEach<S extends v.GenericSchema>(
  schema: S,
  directory: string,
  names: readonly string[],
): Promise<v.InferOutput<S>[]> {
  const paths = [...new Set(names)].map((name) => join(directory, name)).filter(existsSync);
  return await Promise.all(paths.map((path) => readJsonFile(schema, path)));
}
