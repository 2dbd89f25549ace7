import type { GateResult, Latency, RunSummary } from "@stt-bench/results";

/** A summary for people: the verdict, the gates, and what went wrong. */
export function report(summary: RunSummary): string {
  const { verdict, slo, sessions, measured_secs, partials, generator } = summary;
  const lines = [
    `${summary.service_name ?? summary.url}: ${sessions} sessions, ${measured_secs} s measured, ` +
    `${partials} partials`,
    "",
    row("", ["p50", "p95", "p99", "max"]),
    latencyRow("newest frame", summary.newest_frame_to_partial_latency),
    latencyRow("oldest frame", summary.oldest_frame_to_partial_latency),
    latencyRow("flush lateness", summary.flush_lateness),
    latencyRow("send lateness", summary.send_lateness),
    latencyRow("send wait", summary.send_wait),
    "",
    ...slo.gates.map(gateLine),
    "",
    ledgerLine(summary),
    `generator: ${generator.runtime} ${generator.version}, ${generator.cpu_percent} % CPU`,
    ...summary.broken_sessions.map(({ cause, count, example }) =>
      `broken: ${count} × ${cause}, e.g. ${example}`
    ),
    ...summary.inference_error_counts.map(({ stage, kind, count }) =>
      `inference errors: ${count} × ${stage} ${kind}`
    ),
    "",
    `${verdict.toUpperCase()} (${slo.profile})${slo.reasons.length > 0 ? ":" : ""}`,
    ...slo.reasons.map((reason) => `  ${reason}`),
  ];
  return `${lines.join("\n")}\n`;
}

function latencyRow(name: string, { p50_ms, p95_ms, p99_ms, max_ms }: Latency): string {
  return row(name, [p50_ms, p95_ms, p99_ms, max_ms].map((ms) => `${ms.toFixed(1)} ms`));
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(16) + cells.map((cell) => cell.padStart(12)).join("");
}

function gateLine({ gate, bound, limit, actual, ok }: GateResult): string {
  const sign = bound === "max" ? "≤" : "≥";
  return `${ok ? "ok  " : "FAIL"}  ${gate.padEnd(16)} ${actual} ${sign} ${limit}`;
}

function ledgerLine({ frames_sent, ledger }: RunSummary): string {
  const { acknowledged, in_errors, dropped, still_open } = ledger;
  return `frames: ${frames_sent} sent = ${acknowledged} acknowledged + ${in_errors} in errors + ` +
    `${dropped} dropped + ${still_open} open at the close`;
}
