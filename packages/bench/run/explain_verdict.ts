import { totalErrors } from "@stt-bench/results";
import type { GateResult, RunSummary } from "@stt-bench/results";

/** What it means that a gate failed, by the gate's name. */
const meanings: Readonly<Record<string, string>> = {
  "newest p50": "partials come too late after the last frame that they cover",
  "newest p95": "partials come too late after the last frame that they cover",
  "oldest p50": "frames wait too long for the partial that covers them",
  "oldest p95": "frames wait too long for the partial that covers them",
  "newest p50 from schedule": "partials come too late, counted from when frames were due",
  "newest p95 from schedule": "partials come too late, counted from when frames were due",
  "oldest p50 from schedule": "frames wait too long, counted from when they were due",
  "oldest p95 from schedule": "frames wait too long, counted from when they were due",
  "error ratio": "too much of the audio was answered by an error, or not at all",
  partials: "the gateway answered nothing",
  "missing partials": "fewer partials came than the flush interval implies",
  "missing frames": "frames that were sent were never answered",
  "silent sessions": "sessions streamed and never got a partial",
  "inference in flight": "a session had more than one inference request at a time",
  "ledger imbalance": "the gateway lost count of frames",
  "session imbalance": "the gateway lost count of sessions",
};

/** Why a run did not pass, one line each, in plain words; empty if it passed. */
export function explainVerdict(summary: RunSummary): string[] {
  if (summary.verdict === "pass") return [];
  if (summary.verdict === "invalid") return [...summary.slo.reasons];
  const failed = summary.slo.gates.filter(({ ok }) => !ok);
  return [
    ...(summary.ended === "gateway_lost" ? ["no session was left before the end of the run"] : []),
    ...failed.map(explainGate),
    ...explainErrors(summary),
  ];
}

function explainGate({ gate, bound, actual, limit, unit: name }: GateResult): string {
  const unit = name === undefined ? "" : ` ${name}`;
  const meaning = meanings[gate];
  return `${gate} is ${shorten(actual)}${unit}, ${bound === "max" ? "at most" : "at least"} ` +
    `${limit}${unit} is allowed${meaning === undefined ? "" : `: ${meaning}`}`;
}

/** At most three digits that tell something: 0.16652789342214822 becomes 0.167. */
function shorten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(3));
}

function explainErrors(summary: RunSummary): string[] {
  if (totalErrors(summary) === 0) return [];
  const inference = summary.inference_error_counts.map(({ stage, kind, count }) =>
    `${count} × ${stage} ${kind}`
  );
  const broken = summary.broken_sessions.map(({ cause, count, example }) =>
    `${count} × ${cause} (${example})`
  );
  return [`errors: ${[...inference, ...broken].join(", ")}`];
}
