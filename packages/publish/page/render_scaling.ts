import { markdownTable } from "@stt-bench/report";
import { formatRatio } from "@stt-bench/results";
import type { Scaling } from "../published/published.ts";
import { renderSource } from "./render_source.ts";

type Row = Scaling["gateways"][0];

/** What several workers do for each gateway, as a table in Markdown and its source. */
export function renderScaling({ source, gateways }: Scaling): string {
  const isSearched = gateways.some(({ from, to }) => from !== null || to !== null);
  const table = markdownTable(
    [
      { label: "gateway", align: "left" },
      { label: "workers", align: "right" },
      ...(isSearched
        ? [
          { label: "sessions", align: "right" } as const,
          { label: "scaling", align: "right" } as const,
        ]
        : []),
      { label: "CPU per session, several ÷ one", align: "right" },
    ],
    gateways.map((row) => [
      `\`${row.variant}\``,
      `1 → ${row.workers}`,
      ...(isSearched ? [sessionsOf(row), scalingOf(row)] : []),
      row.cost === null ? "–" : formatRatio(row.cost),
    ]),
  );
  const problems = [...new Set(gateways.flatMap(({ problem }) => problem ?? []))];
  const missing = isSearched || problems.length === 0
    ? ""
    : ` How many more sessions they hold was not measured: ${problems.join("; ")}.`;
  return `Processes that share a port.${missing}\n\n${table}\n\n${renderSource(source)}`;
}

function sessionsOf({ from, to, at_least }: Row): string {
  return from === null || to === null ? "–" : `${from} → ${at_least ? "≥ " : ""}${to}`;
}

function scalingOf({ ratio, problem, at_least }: Row): string {
  if (ratio === null) return `not measured: ${problem}`;
  return `${at_least ? "≥ " : ""}${ratio.toFixed(2)} ×`;
}
