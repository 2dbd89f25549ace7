import { markdownTable } from "@stt-bench/report";

/** A table of text in Markdown: every column is aligned to the left. */
export function leftTable(
  labels: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return markdownTable(labels.map((label) => ({ label, align: "left" as const })), rows);
}
