import { faultTable } from "./fault_table.ts";
import { markdownTable } from "./markdown_table.ts";
import { seenDeviations } from "./render_page.ts";
import { rowMark } from "./row_mark.ts";
import { outcomes } from "./variant_results.ts";
import type { VariantResults } from "./variant_results.ts";

/** Characters of a fault, so that a table with all variants fits a terminal of 140. */
const FAULT_WIDTH = 64;

/** What came of a run, for a terminal: the rows of which a case was run, and sums by variant. */
export function renderSummary(results: readonly VariantResults[]): string {
  const groups = seenDeviations(results);
  const ran = new Set(results.flatMap(({ cases }) => cases.map(({ name }) => name)));
  const rows = faultTable
    .map((row) => ({ ...row, proof: row.proof.filter((name) => ran.has(name)) }))
    .filter(({ proof }) => proof.length > 0);
  const table = markdownTable(
    ["#", "what goes wrong", ...results.map(({ variant }) => variant)],
    rows.map((row) => [
      String(row.row),
      row.fault.length > FAULT_WIDTH ? `${row.fault.slice(0, FAULT_WIDTH - 2)} …` : row.fault,
      ...results.map((each) => rowMark(row, each, groups)),
    ]),
  );
  const exceptions = groups.map(({ number, variant, behaviour, reason }) =>
    `≠ ${number}  ${variant}: ${behaviour} (${reason})`
  );
  return [...(rows.length > 0 ? [table] : []), ...exceptions, ...results.map(sum)].join("\n");
}

/** E.g. `deno 2.9.6: 150 pass, 16 exception, 1 skip, 0 fail`. */
function sum({ variant, version, cases }: VariantResults): string {
  const counts = outcomes.map((outcome) =>
    `${cases.filter((each) => each.outcome === outcome).length} ${outcome}`
  );
  return `${variant} ${version}: ${counts.join(", ")}`;
}
