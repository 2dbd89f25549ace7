import type { Display } from "../report/display.ts";
import { renderAccounts } from "./render_accounts.ts";
import { renderSoak } from "./render_soak.ts";
import type { SoakRun } from "./run_soak.ts";

/** A soak for people: the conditions, what became of everything, what went wrong, the files. */
export function renderSoakRun(run: SoakRun, display: Display): string {
  const { manifest: { load, conditions, complete, pinning }, results, directory } = run;
  const courses = results.flatMap(({ course }) => course ?? []);
  return [
    `${load.sessions} sessions that live ${load.session_secs} s, for ${load.measure_secs} s, ` +
    `seed ${conditions.seed}`,
    pinning.description,
    renderAccounts(results, display),
    ...(courses.length === 0 ? [] : [renderSoak(courses, display)]),
    ...results.flatMap(({ target, outcome, reasons, log }) => [
      ...reasons.map((reason) => `${target.label} ${outcome.toUpperCase()}: ${reason}`),
      ...log.slice(-5).map((line) => `  | ${line.slice(0, 200)}`),
    ]),
    ...(complete ? [] : ["Partial results: not every gateway came to its end."]),
    `Files: ${directory}`,
  ].join("\n");
}

/** A soak for programs. */
export function renderSoakRunJson({ manifest, results, directory }: SoakRun): string {
  const accounts = results.flatMap(({ accounts }) => accounts ?? []);
  const courses = results.flatMap(({ course }) => course ?? []);
  return JSON.stringify({ directory, manifest, accounts, courses }, null, 2);
}
