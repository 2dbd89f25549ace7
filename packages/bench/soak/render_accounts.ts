import type { SoakAccounts } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Row, Tone } from "../report/table.ts";
import type { SoakResult } from "./soak_result.ts";

const tones: Readonly<Partial<Record<SoakResult["outcome"], Tone>>> = {
  fail: "bad",
  pass: "good",
};

/** Makes the row of `label` with what `cell` says of each target. */
type RowOf = (label: string, cell: (accounts: SoakAccounts) => string | number) => Row;

/** What became of sessions and frames, and which errors the faults explain; the targets side by side. */
export function renderAccounts(results: readonly SoakResult[], display: Display): string {
  const row: RowOf = (label, cell) => ({
    label,
    cells: results.map(({ accounts }) => ({
      text: accounts === undefined ? "–" : cell(accounts).toLocaleString("en"),
    })),
  });
  const all = results.flatMap(({ accounts }) => accounts ?? []);
  const groups = [
    [verdictRow(results)],
    sessionRows(row),
    frameRows(row),
    errorRows(row, all),
    faultRows(row, all),
  ];
  const rows = groups.flatMap((
    [first, ...others],
  ) => [{ ...first!, startsGroup: true }, ...others]);
  return renderTable(results.map(({ target }) => target.label), rows, display);
}

function verdictRow(results: readonly SoakResult[]): Row {
  return {
    label: "verdict",
    cells: results.map(({ outcome }) => ({
      text: outcome.toUpperCase(),
      tone: tones[outcome] ?? "warning",
    })),
  };
}

function sessionRows(row: RowOf): Row[] {
  return [
    row("sessions started", ({ sessions }) => sessions.started),
    row(
      "  opened = closed + open",
      ({ sessions: { gateway } }) =>
        gateway === null ? "–" : `${gateway.opened} = ${gateway.closed} + ${gateway.open}`,
    ),
  ];
}

function frameRows(row: RowOf): Row[] {
  return [
    row("frames sent", ({ frames }) => frames.sent),
    row("  acknowledged", ({ frames }) => frames.acknowledged),
    row("  in errors", ({ frames }) => frames.in_errors),
    row("  dropped by policy", ({ frames }) => frames.dropped),
    row("  open at the close", ({ frames }) => frames.still_open),
    row("received by the gateway", ({ frames }) => frames.gateway?.received ?? "–"),
    row("  discarded at the close", ({ frames }) => frames.gateway?.discarded ?? "–"),
    row("missing, or in dispute", ({ frames }) => frames.missing + frames.imbalance),
  ];
}

function errorRows(row: RowOf, all: readonly SoakAccounts[]): Row[] {
  const kinds = namesIn(all.flatMap(({ errors }) => errors.map(({ kind }) => kind)));
  return [
    row("errors", ({ errors }) => sum(errors.map(({ count }) => count))),
    ...kinds.map((kind) => row(`  ${kind}`, ({ errors }) => describeError(errors, kind))),
  ];
}

function faultRows(row: RowOf, all: readonly SoakAccounts[]): Row[] {
  const names = namesIn(all.flatMap(({ faults }) => Object.keys(faults)));
  return [
    row("faults injected", ({ faults }) => sum(Object.values(faults))),
    ...names.map((name) => row(`  ${name}`, ({ faults }) => faults[name] ?? 0)),
    row("restarts of the model", ({ model_restarts }) => model_restarts),
  ];
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
