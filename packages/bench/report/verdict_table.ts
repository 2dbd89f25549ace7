import { totalErrors } from "@stt-bench/results";
import type { RunSummary } from "@stt-bench/results";
import type { Outcome, VariantResult } from "../run/outcome.ts";
import { renderTable } from "./table.ts";
import type { Row, Tone } from "./table.ts";

const tones: Readonly<Record<Outcome, Tone>> = {
  pass: "good",
  fail: "bad",
  invalid: "warning",
  interrupted: "warning",
};

interface Line {
  readonly label: string;
  readonly startsGroup?: boolean;
  readonly text: (summary: RunSummary) => string | undefined;
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const us = (value: number | undefined) =>
  value === undefined ? undefined : `${value.toFixed(0)} µs`;
const kB = (bytes: number | undefined) =>
  bytes === undefined ? undefined : `${(bytes / 1000).toFixed(0)} kB`;

const lines: readonly Line[] = [
  {
    label: "newest frame → partial, p50",
    startsGroup: true,
    text: (run) => ms(run.newest_frame_to_partial_latency.p50_ms),
  },
  { label: "  p95", text: (run) => ms(run.newest_frame_to_partial_latency.p95_ms) },
  { label: "  from schedule, p50", text: (run) => ms(run.newest_from_schedule.p50_ms) },
  { label: "  from schedule, p95", text: (run) => ms(run.newest_from_schedule.p95_ms) },
  {
    label: "oldest frame → partial, p50",
    text: (run) => ms(run.oldest_frame_to_partial_latency.p50_ms),
  },
  { label: "  p95", text: (run) => ms(run.oldest_frame_to_partial_latency.p95_ms) },
  {
    label: "errors / partials",
    startsGroup: true,
    text: (run) => `${totalErrors(run)} / ${run.partials}`,
  },
  {
    label: "CPU per session-second",
    startsGroup: true,
    text: (run) => us(run.gateway?.cpu_us_per_session_second),
  },
  { label: "  user", text: (run) => us(run.gateway?.user_us) },
  { label: "  system", text: (run) => us(run.gateway?.sys_us) },
  { label: "memory per session (RSS)", text: (run) => kB(run.gateway?.rss_bytes_per_session) },
  {
    label: "generator: send lateness, p99",
    startsGroup: true,
    text: (run) => ms(run.send_lateness.p99_ms),
  },
];

const inferenceClient = ({ gateway }: RunSummary) =>
  gateway?.inference_client
    ? `${gateway.inference_client}, ${gateway.inference_protocol}`
    : undefined;

/** The variants side by side. */
export function renderVerdictTable(results: readonly VariantResult[], color: boolean): string {
  const rows: Row[] = [
    {
      label: "verdict",
      startsGroup: true,
      cells: results.map(({ outcome }) => ({ text: outcome.toUpperCase(), tone: tones[outcome] })),
    },
    {
      label: "sessions",
      cells: results.map(({ summary }) => ({ text: String(summary?.sessions ?? "–") })),
    },
    {
      label: "inference client",
      cells: results.map(({ summary }) => ({ text: (summary && inferenceClient(summary)) ?? "–" })),
    },
    ...lines.map(({ text, ...row }) => ({
      ...row,
      cells: results.map(({ summary }) => ({ text: (summary && text(summary)) ?? "–" })),
    })),
  ];
  return renderTable(results.map(({ variant }) => variant), rows, color);
}
