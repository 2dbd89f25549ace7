/**
 * Makes results readable: a page, Markdown for an issue, tables, pictures, and what it all means in
 * words that the data carries.
 *
 * 1. `model/` reads folders of results, ours and the existing benchmark's, into {@linkcode ReportData}:
 *    set by set, as only what one program measured in turns may be compared.
 * 2. `analysis/` says what the data says: {@linkcode Analysis}, tables and sentences. Nothing else in
 *    a report claims anything.
 * 3. `charts/` draws it, `picture/` makes files of that; `page/` and `markdown/` write it down.
 *
 * ```ts
 * import { writeReport } from "@stt-bench/report";
 *
 * async function show(directory: string) {
 *   const { analysis, files } = await writeReport({ directories: [directory], out: "report" });
 *   return [...analysis.headline, ...files].join("\n");
 * }
 * ```
 *
 * `deno task report` is in `main.ts`.
 *
 * @module
 */
export { analyse } from "./analysis/analyse.ts";
export type { Analysis, InterpretationSection } from "./analysis/analysis.ts";
export { answersBySockets } from "./analysis/answers_by_sockets.ts";
export type { SocketsAnswer } from "./analysis/answers_by_sockets.ts";
export { comparedTargets } from "./analysis/compared_targets.ts";
export { foundCapacities } from "./analysis/found_capacity.ts";
export type { FoundCapacity } from "./analysis/found_capacity.ts";
export { foundScalings } from "./analysis/found_scaling.ts";
export type { FoundScaling } from "./analysis/found_scaling.ts";
export type { ReportTable, TableCell, TableColumn, TableName } from "./analysis/report_table.ts";
export { markdownTable } from "./markdown/markdown_table.ts";
export type { MarkdownColumn } from "./markdown/markdown_table.ts";
export { readResults } from "./model/read_results.ts";
export type { ReportData } from "./model/report_data.ts";
export type { ResultSet } from "./model/result_set.ts";
export { writeReport } from "./write_report.ts";
export type { ReportOptions, WrittenReport } from "./write_report.ts";
