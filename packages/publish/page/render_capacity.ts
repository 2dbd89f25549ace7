import { markdownTable } from "@stt-bench/report";
import { openReasons } from "@stt-bench/results";
import type { Capacity } from "../published/published.ts";
import { renderSource } from "./render_source.ts";

/** How many sessions each gateway holds, as a table in Markdown and its source. */
export function renderCapacity({ source, counted, gateways }: Capacity): string {
  const table = markdownTable(
    [
      { label: "gateway", align: "left" },
      { label: counted, align: "right" },
      { label: "borderline", align: "right" },
      { label: "fails at", align: "right" },
      { label: "by", align: "left" },
      { label: "runs", align: "right" },
    ],
    gateways.map((found) => [
      `\`${found.target}\``,
      found.confirmed === null ? "–" : `${found.at_least ? "≥ " : ""}${found.confirmed}`,
      found.borderline.join(", ") || "–",
      String(found.first_solid_fail ?? "–"),
      found.failing_gate ?? "–",
      String(found.runs),
    ]),
  );
  const open = gateways.filter(({ at_least }) => at_least).map(({ outcome }) => outcome);
  return "Within the service level; what is held has passed twice, where it fails it has failed " +
    `twice${open.length === 0 ? "" : `; ≥: ${openReasons(open)}`}.\n\n${table}\n\n` +
    renderSource(source);
}
