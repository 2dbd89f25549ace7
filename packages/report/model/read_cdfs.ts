import { existsSync } from "node:fs";
import { join } from "node:path";
import { runFileName } from "@stt-bench/results";
import type { Manifest } from "@stt-bench/results";
import type { LatencyCdf } from "./latency_cdf.ts";
import { readCdf } from "./read_cdf.ts";
import type { ReportBracket } from "./report_bracket.ts";
import type { ReportRun } from "./report_run.ts";

type Timings = Pick<Manifest["load"], "warmup_secs" | "measure_secs">;

/**
 * How latency is distributed, target by target and load by load, over the runs that tell something of
 * the gateway. Of a capacity search only the edges are read: what is confirmed, and the first fail.
 *
 * @throws {Error} that names the file that isn't what it should be.
 */
export async function readCdfs(
  directory: string,
  runs: readonly ReportRun[],
  brackets: readonly ReportBracket[],
  timings: Timings,
): Promise<readonly LatencyCdf[]> {
  const valid = runs.filter(({ outcome }) => outcome === "pass" || outcome === "fail");
  const shown = brackets.length === 0 ? valid : valid.filter((run) => isEdge(run, brackets));
  const groups = Map.groupBy(shown, ({ target, sessions }) => `${target} ${sessions}`);
  const cdfs = await Promise.all([...groups.values()].map(async (group) => {
    const { target, sessions } = group[0]!;
    const files = group
      .map((run) => histogramsFile(run, timings))
      .filter((name) => existsSync(join(directory, name)));
    return files.length === 0 ? [] : [await readCdf({ target, sessions, directory, files })];
  }));
  return cdfs.flat();
}

function isEdge({ target, sessions }: ReportRun, brackets: readonly ReportBracket[]): boolean {
  const result = brackets.find((bracket) => bracket.target === target)?.result;
  return result !== undefined &&
    (result.confirmed === sessions || result.firstSolidFail === sessions);
}

/** Runs that nobody has started together may be counted otherwise than their files are. */
function histogramsFile(
  { target, sessions, round, summary }: ReportRun,
  { warmup_secs, measure_secs }: Timings,
): string {
  const repeat = summary?.repeat ?? round;
  const naming = { service_name: target, sessions, repeat, warmup_secs, measure_secs };
  return runFileName(naming, "histograms.json");
}
