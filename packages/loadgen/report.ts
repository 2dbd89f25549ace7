import type { CheckResult, GateResult, Latency, RunSummary } from "@stt-bench/results";

/** A summary for people: latencies, checks, gates, what went wrong, and the verdict. */
export function report(summary: RunSummary): string {
  const { verdict, slo, sessions, measured_secs, partials, generator } = summary;
  const lines = [
    `${summary.service_name ?? summary.url}: ${sessions} sessions, ${measured_secs} s measured, ` +
    `${partials} partials`,
    "",
    row("", ["p50", "p95", "p99", "max"]),
    latencyRow("newest frame", summary.newest_frame_to_partial_latency),
    latencyRow("  from schedule", summary.newest_from_schedule),
    latencyRow("oldest frame", summary.oldest_frame_to_partial_latency),
    latencyRow("  from schedule", summary.oldest_from_schedule),
    latencyRow("flush lateness", summary.flush_lateness),
    latencyRow("send lateness", summary.send_lateness),
    latencyRow("send wait", summary.send_wait),
    "",
    "valid, if:",
    ...slo.checks.map(checkLine),
    "passed, if:",
    ...slo.gates.map(gateLine),
    "",
    ledgerLine(summary),
    `partials due in the window: ${summary.expected_partials}, missing: ${summary.missing_partials}`,
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

function gateLine({ gate, bound, limit, actual, unit, ok }: GateResult): string {
  return line(ok ? "ok" : "FAIL", gate, `${actual} ${bound === "max" ? "≤" : "≥"} ${limit}`, unit);
}

function checkLine({ check, limit, actual, unit, ok }: CheckResult): string {
  const sign = typeof limit === "number" ? "≤" : "=";
  return line(ok ? "ok" : "INVALID", check, `${actual} ${sign} ${limit}`, unit);
}

function line(outcome: string, name: string, comparison: string, unit = ""): string {
  return `  ${outcome.padEnd(8)} ${name.padEnd(26)} ${comparison} ${unit}`.trimEnd();
}

function ledgerLine({ frames_sent, ledger }: RunSummary): string {
  const { acknowledged, in_errors, dropped, still_open } = ledger;
  return `frames: ${frames_sent} sent = ${acknowledged} acknowledged + ${in_errors} in errors + ` +
    `${dropped} dropped + ${still_open} open at the close`;
}
