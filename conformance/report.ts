import type { Case, Profile } from "./case.ts";
import type { CaseResult } from "./run_cases.ts";

/** The result of a whole run; the output of `--json`. */
export interface Report {
  readonly url: string;
  /** The profile whose cases must pass. */
  readonly profile: Profile;
  readonly verdict: "pass" | "fail";
  readonly totals: Readonly<Record<"pass" | "fail" | "skip", number>>;
  readonly cases: readonly CaseResult[];
}

/** Must cases of `profile` pass when `required` is asked for? `ours` asks for everything. */
function isRequired(profile: Profile, required: Profile): boolean {
  return profile === "wire" || required === "ours";
}

/** Sums up a run. */
export function createReport(
  url: string,
  profile: Profile,
  results: readonly CaseResult[],
): Report {
  const totals = { pass: 0, fail: 0, skip: 0 };
  for (const { outcome } of results) totals[outcome]++;
  const failed = results.some((result) =>
    result.outcome === "fail" && isRequired(result.profile, profile)
  );
  return { url, profile, verdict: failed ? "fail" : "pass", totals, cases: results };
}

/** One case as a line of the table, and below it why it did not pass. */
export function formatResult(result: CaseResult, required: Profile): string {
  const { outcome, detail, profile, claim, elapsedMs } = result;
  const tolerated = outcome === "fail" && !isRequired(profile, required);
  const mark = { pass: "ok", fail: tolerated ? "fail (ours)" : "FAIL", skip: "skip" }[outcome];
  const seconds = (elapsedMs / 1000).toFixed(1);
  const line = `${mark.padEnd(11)}  ${result.name.padEnd(24)} ${seconds.padStart(5)} s  ${claim}`;
  return detail === undefined ? line : `${line}\n${" ".repeat(13)}${detail}`;
}

/** The last line of the table: what the protocol doesn't ask for is no failure. */
export function formatTotals({ url, profile, verdict, totals, cases }: Report): string {
  const { pass, fail, skip } = totals;
  const tolerated =
    cases.filter((each) => each.outcome === "fail" && !isRequired(each.profile, profile)).length;
  const note = tolerated === 0 ? "" : `, ${tolerated} not kept that the protocol does not ask for`;
  return `${verdict.toUpperCase()}  ${url}: ${pass} passed, ${fail - tolerated} failed, ` +
    `${skip} skipped${note} (profile ${profile})`;
}

/** One case as a line of `--list`. */
export function formatCase({ name, profile, claim, spec }: Case): string {
  return `${name.padEnd(24)} ${profile.padEnd(4)}  ${claim} (${spec})`;
}
