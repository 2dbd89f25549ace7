import type { PublishedCapacity, PublishedResults } from "../model/published_results.ts";
import { numberCell, textCell } from "./cells.ts";
import type { ReportTable } from "./report_table.ts";
import { numbers, tableOf, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

const COLUMNS: readonly ColumnOf<PublishedCapacity>[] = [
  texts("gateway", "gateway", ({ gateway }) => textCell(gateway)),
  numbers("sessions_1_vcpu", "sessions at 1 vCPU", ({ oneCpu }) => numberCell(oneCpu)),
  numbers("sessions_2_vcpu", "at 2 vCPU", ({ twoCpus }) => numberCell(twoCpus)),
  texts("limit", "what gave way", ({ limit }) => textCell(limit)),
  numbers("code_lines", "lines of code", ({ codeLines }) => numberCell(codeLines)),
];

/** What others have published, of another machine. */
export function publishedTable(published: PublishedResults): ReportTable {
  const { title, source, date, machine, notes, capacities } = published;
  return tableOf(
    {
      name: "published",
      title: `Another machine's: ${title}`,
      notes: [...notes, `${machine}. ${source}, ${date}.`],
    },
    COLUMNS,
    capacities,
  );
}
