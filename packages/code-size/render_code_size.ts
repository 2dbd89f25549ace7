import type { CodeSize } from "./measure_code_size.ts";

/** The sizes as a table in text: a column for what a gateway has of its own, one for each package. */
export function renderCodeSize(sizes: readonly CodeSize[]): string {
  const packages = [...new Set(sizes.flatMap(({ shared }) => Object.keys(shared)))].sort();
  const head = ["gateway", "own", ...packages, "all"];
  const rows = sizes.map(({ variant, own, shared }) => {
    const parts = packages.map((name) => shared[name] ?? 0);
    const all = parts.reduce((sum, lines) => sum + lines, own);
    return [variant, ...[own, ...parts, all].map((lines) => lines === 0 ? "–" : String(lines))];
  });
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length))
  );
  return [head, ...rows].map((row) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
    ).join("  ")
  ).join("\n");
}
