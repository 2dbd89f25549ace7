import type { Chart } from "../charts/chart.ts";
import type { Drawing } from "../charts/drawing/drawing.ts";
import type { TargetStyle } from "../charts/target_style.ts";

const deno: TargetStyle = { hue: "deno", pattern: "plain" };
const tuned: TargetStyle = { hue: "bun", pattern: "hatched" };
const reactor: TargetStyle = { hue: "bun", pattern: "checked" };

const drawings: readonly Drawing[] = [
  {
    type: "bars",
    x: { name: "sessions", scale: "linear" },
    bars: [
      {
        label: "bun-tuned",
        style: tuned,
        parts: [{ value: 900, tone: "full" }, { value: 200, tone: "open" }],
        marks: [{ value: 1000, kind: "borderline" }, { value: 1100, kind: "fail" }],
        text: "900 (1100 fail)",
      },
      {
        label: "bun-reactor",
        style: reactor,
        parts: [{ value: 800, tone: "full" }],
        marks: [],
        text: "≥ 800",
      },
      {
        label: "deno",
        style: deno,
        parts: [{ value: 300, tone: "full" }, { value: 200, tone: "light" }],
        spread: [480, 530],
        marks: [],
        text: "500 (480–530)",
      },
    ],
  },
  {
    type: "lines",
    x: { name: "sessions", scale: "linear", min: 0 },
    y: { name: "ms", scale: "linear", min: 0 },
    hasMarks: true,
    panels: ["newest p50, ms", "newest p95, ms"].map((title) => ({
      title,
      limits: [{ text: "limit 200 ms", y: 200 }],
      lines: [
        { label: "deno", style: deno, points: [[100, 90], [200, 120], [300, 260]] },
        { label: "bun-tuned", style: tuned, points: [[100, 80], [200, null], [300, 100]] },
        { label: "bun-reactor", style: reactor, points: [[100, 70], [200, 75], [300, 80]] },
      ],
    })),
  },
  {
    type: "points",
    x: { name: "lines of code", scale: "linear", min: 5000, max: 6000, step: 200 },
    y: { name: "sessions", scale: "linear", min: 0 },
    points: [
      { label: "deno", style: deno, x: 5200, y: 500 },
      { label: "bun-tuned", style: tuned, x: 5800, y: 900 },
      { label: "bun-reactor", style: reactor, x: 5900, y: 800 },
    ],
  },
  {
    type: "ranges",
    x: { name: "ms (logarithmic)", scale: "log", min: 0.1 },
    limit: { value: 10, text: "p99 ≤ 10 ms" },
    rows: [{
      label: "deno",
      style: deno,
      values: [
        { value: 0.5, tone: "side", name: "p50" },
        { value: 2.5, tone: "main", name: "p99" },
        { value: 30, tone: "doubtful", name: "p99, invalid" },
      ],
    }],
  },
];

/** A chart of each type of drawing, with all that it can show. */
export const sampleCharts: readonly Chart[] = drawings.map((drawing) => ({
  id: drawing.type,
  kind: "capacity",
  set: "2026-11-21T12-00-00Z-bench",
  title:
    `What ${drawing.type} look like when a title is so long that it needs a second line, as it says a lot: 900 < 1100`,
  subtitle: "What is drawn, in which unit.",
  description: "What there is to see.",
  source: "100 sessions · A CPU, 2 cores · 2026-11-21",
  flags: [{ kind: "quick-profile", level: "note", label: "quick profile", text: "A first look." }],
  table: { columns: [], rows: [] },
  drawing,
}));
