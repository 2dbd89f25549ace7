import type { RunSummary } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Row } from "../report/table.ts";
import type { StallReport } from "./stall_report.ts";

const percentiles = ["p50_ms", "p95_ms", "p99_ms", "max_ms"] as const;

/** What came of stopping a gateway, for people. */
export function renderStall(report: StallReport, display: Display): string {
  const { variant, stopped_ms, claims, summary } = report;
  const { sessions, measured_secs, verdict, slo } = summary;
  return [
    `${variant}: stopped for ${seconds(stopped_ms)} in the middle of ${
      seconds(measured_secs * 1000)
    }, ` +
    `${sessions} sessions, small socket buffers`,
    renderTable(["from actual send", "from schedule"], rows(summary), display),
    describeLedger(summary),
    `${verdict.toUpperCase()}: ${slo.reasons.join(", ")}`,
    ...claims.map(({ claim, holds }) => `${holds ? "✔ shown" : "✘ NOT shown"}: ${claim}`),
    conclude(summary),
  ].join("\n");
}

function rows(summary: RunSummary): Row[] {
  return [
    ...latencyRows(
      "newest frame → partial",
      summary.newest_frame_to_partial_latency,
      summary.newest_from_schedule,
    ),
    ...latencyRows(
      "oldest frame → partial",
      summary.oldest_frame_to_partial_latency,
      summary.oldest_from_schedule,
    ),
    ...(["send_wait", "send_lateness"] as const).flatMap((name) =>
      latencyRows(name.replace("_", " "), undefined, summary[name]).slice(2)
    ),
  ];
}

function latencyRows(
  label: string,
  actual: RunSummary["send_wait"] | undefined,
  schedule: RunSummary["send_wait"],
): Row[] {
  return percentiles.map((name, i) => ({
    label: i === 0 || actual === undefined
      ? `${label}, ${name.replace("_ms", "")}`
      : `  ${name.replace("_ms", "")}`,
    cells: [{ text: actual === undefined ? "" : ms(actual[name]) }, { text: ms(schedule[name]) }],
    startsGroup: i === (actual === undefined ? 2 : 0),
  }));
}

function describeLedger({ ledger, frames_sent, frames_unsent }: RunSummary): string {
  const { acknowledged, in_errors, dropped, still_open } = ledger;
  return `ledger: ${frames_sent} frames sent = ${acknowledged} acknowledged + ${in_errors} in errors + ` +
    `${dropped} dropped + ${still_open} open; ${frames_unsent} unsent`;
}

function conclude(summary: RunSummary): string {
  const schedule = summary.oldest_from_schedule.p50_ms;
  const actual = summary.oldest_frame_to_partial_latency.p50_ms;
  return `Half of the partials came ${
    seconds(schedule)
  } or more after their oldest frame was due; ` +
    `counted from when it was sent it looks like ${seconds(actual)}, because the frames had been ` +
    `waiting for up to ${seconds(summary.send_wait.max_ms)} for the gateway to take them.`;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function seconds(valueMs: number): string {
  return `${(valueMs / 1000).toFixed(1)} s`;
}
