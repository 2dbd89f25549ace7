import type { SoakAccounts } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Row, Tone } from "../report/table.ts";
import type { SoakResult } from "./soak_result.ts";

const tones: Readonly<Partial<Record<SoakResult["outcome"], Tone>>> = {
  fail: "bad",
  pass: "good",
};

/** What became of sessions and frames, and which errors the faults explain; the targets side by side. */
export function renderAccounts(results: readonly SoakResult[], display: Display): string {
  const row = (label: string, cell: (accounts: SoakAccounts) => string | number): Row => ({
    label,
    cells: results.map(({ accounts }) => ({
      text: accounts === undefined ? "–" : cell(accounts).toLocaleString("en"),
    })),
  });
  const group = (first: Row, ...others: Row[]) => [{ ...first, startsGroup: true }, ...others];
  const all = results.flatMap(({ accounts }) => accounts ?? []);
  const kinds = namesIn(all.flatMap(({ errors }) => errors.map(({ kind }) => kind)));
  const faults = namesIn(all.flatMap(({ faults }) => Object.keys(faults)));
  return renderTable(results.map(({ target }) => target.label), [
    ...group({
      label: "verdict",
      cells: results.map(({ outcome }) => ({
        text: outcome.toUpperCase(),
        tone: tones[outcome] ?? "warning",
      })),
    }),
    ...group(
      row("sessions started", ({ sessions }) => sessions.started),
      row(
        "  opened = closed + open",
        ({ sessions: { gateway } }) =>
          gateway === null ? "–" : `${gateway.opened} = ${gateway.closed} + ${gateway.open}`,
      ),
    ),
    ...group(
      row("frames sent", ({ frames }) => frames.sent),
      row("  acknowledged", ({ frames }) => frames.acknowledged),
      row("  in errors", ({ frames }) => frames.in_errors),
      row("  dropped by policy", ({ frames }) => frames.dropped),
      row("  open at the close", ({ frames }) => frames.still_open),
      row("received by the gateway", ({ frames }) => frames.gateway?.received ?? "–"),
      row("  discarded at the close", ({ frames }) => frames.gateway?.discarded ?? "–"),
      row("missing, or in dispute", ({ frames }) => frames.missing + frames.imbalance),
    ),
    ...group(
      row("errors", ({ errors }) => sum(errors.map(({ count }) => count))),
      ...kinds.map((kind) => row(`  ${kind}`, ({ errors }) => describeError(errors, kind))),
    ),
    ...group(
      row("faults injected", ({ faults }) => sum(Object.values(faults))),
      ...faults.map((name) => row(`  ${name}`, ({ faults }) => faults[name] ?? 0)),
      row("restarts of the model", ({ model_restarts }) => model_restarts),
    ),
  ], display);
}

function describeError(errors: SoakAccounts["errors"], kind: string): string | number {
  const error = errors.find((each) => each.kind === kind);
  return error === undefined ? 0 : `${error.count} of at most ${error.explained}`;
}

function namesIn(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
