import { analyse } from "../analysis/analyse.ts";
import { renderInterpretationFile } from "../markdown/render_interpretation_file.ts";
import { renderReport } from "../markdown/render_report.ts";
import { renderTableCsv } from "../markdown/render_table_csv.ts";
import { renderTableFile } from "../markdown/render_table_file.ts";
import { publishedResults } from "../model/published_results.ts";
import { readResults } from "../model/read_results.ts";
import type { ReportData } from "../model/report_data.ts";
import { sampleExisting } from "./sample_existing.ts";
import { sampleOthers } from "./sample_others.ts";
import { temporaryFolder } from "./temporary_folder.ts";
import { writeSampleBench } from "./write_sample_bench.ts";
import { writeSampleBracket } from "./write_sample_bracket.ts";

/**
 * All texts that reports of the samples have, by the names of their golden files: of a bench and a
 * bracket together, of files of the existing benchmark, and of what else there is.
 */
export async function goldenFiles(): Promise<ReadonlyMap<string, string>> {
  using folder = temporaryFolder();
  const bench = writeSampleBench(folder.path);
  const samples: Readonly<Record<string, ReportData>> = {
    ours: await readResults([bench, writeSampleBracket(folder.path)]),
    existing: await readResults([sampleExisting]),
    others: { sets: sampleOthers, published: publishedResults },
  };
  return new Map(Object.entries(samples).flatMap(([prefix, data]) => filesOf(prefix, data)));
}

function filesOf(prefix: string, data: ReportData): [name: string, content: string][] {
  const analysis = analyse(data);
  const tables = analysis.tables.filter(({ rows }) => rows.length > 0);
  return [
    [`${prefix}.report.md`, renderReport(data, analysis)],
    [`${prefix}.interpretation.md`, renderInterpretationFile(analysis)],
    ...tables.flatMap((table): [string, string][] => [
      [`${prefix}.${table.name}.csv`, renderTableCsv(table)],
      [`${prefix}.${table.name}.md`, renderTableFile(table)],
    ]),
  ];
}
