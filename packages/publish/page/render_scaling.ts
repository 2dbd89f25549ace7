import { markdownTable } from "@stt-bench/report";
import { formatRatio } from "@stt-bench/results";
import type { Scaling } from "../published/published.ts";
import { renderSource } from "./render_source.ts";

type Row = Scaling["gateways"][0];

/** What several workers do for each gateway, as a table in Markdown and its source. */
export function renderScaling({ source, gateways }: Scaling): string {
  const table = markdownTable(
    [
      { label: "gateway", align: "left" },
      { label: "workers", align: "right" },
      { label: "sessions", align: "right" },
      { label: "scaling", align: "right" },
      { label: "CPU per session, several ÷ one", align: "right" },
    ],
    gateways.map((row) => [
      `\`${row.variant}\``,
      `1 → ${row.workers}`,
      row.from === null || row.to === null ? "–" : `${row.from} → ${atLeast(row)}${row.to}`,
      row.ratio === null
        ? `not measured: ${row.problem}`
        : `${atLeast(row)}${row.ratio.toFixed(2)} ×`,
      row.cost === null ? "–" : formatRatio(row.cost),
    ]),
  );
  return `Processes that share a port.\n\n${table}\n\n${renderSource(source)}`;
}

function atLeast({ at_least }: Row): string {
  return at_least ? "≥ " : "";
}
