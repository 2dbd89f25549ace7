import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "@stt-bench/results";
import { analyse } from "./analysis/analyse.ts";
import type { Analysis } from "./analysis/analysis.ts";
import { createCharts } from "./charts/create_charts.ts";
import { codeSizeAt } from "./code_size_at.ts";
import { renderInterpretationFile } from "./markdown/render_interpretation_file.ts";
import { renderReport } from "./markdown/render_report.ts";
import { renderTableCsv } from "./markdown/render_table_csv.ts";
import { renderTableFile } from "./markdown/render_table_file.ts";
import { readResults } from "./model/read_results.ts";
import type { ReportData } from "./model/report_data.ts";
import { chartNames } from "./page/render_chart.ts";
import { renderPage } from "./page/render_page.ts";
import { renderPicture } from "./picture/render_picture.ts";
import { renderPng } from "./picture/render_png.ts";

/** What a report is made of, and where it goes. */
export interface ReportOptions {
  /** Folders of results, at least one. */
  readonly directories: readonly string[];
  /** The folder that it is written into; made if it isn't there. */
  readonly out: string;
}

/** A report that was written. */
export interface WrittenReport {
  readonly analysis: Analysis;
  /** The folder, and the names of the files in it. */
  readonly directory: string;
  readonly files: readonly string[];
}

/** The folder of the pictures, in that of the report. */
const CHARTS = "charts";

/**
 * Reads folders of results and writes all that a report has: page, Markdown, tables, pictures.
 *
 * @throws {Error} that names what could not be read or written.
 */
export async function writeReport(
  { directories, out }: ReportOptions,
): Promise<WrittenReport> {
  const data = await withCodeSize(await readResults(directories));
  const analysis = analyse(data);
  await mkdir(join(out, CHARTS), { recursive: true });
  await removePictures(join(out, CHARTS));
  const texts: readonly [name: string, content: string][] = [
    ["report.html", await renderPage(data, analysis)],
    ["report.md", renderReport(data, analysis)],
    ["interpretation.md", renderInterpretationFile(analysis)],
    ...analysis.tables.flatMap((table): [string, string][] => [
      [`${table.name}.csv`, renderTableCsv(table)],
      [`${table.name}.md`, renderTableFile(table)],
    ]),
  ];
  for (const [name, content] of texts) await writeFileAtomically(join(out, name), content);
  const pictures = await writePictures(data, out);
  return { analysis, directory: out, files: [...texts.map(([name]) => name), ...pictures] };
}

async function withCodeSize(data: ReportData): Promise<ReportData> {
  const commits = data.sets.flatMap(({ environment: { git } }) => git === null ? [] : [git.commit]);
  const codeSize = await codeSizeAt(commits);
  return codeSize === undefined ? data : { ...data, codeSize };
}

/** Those of an earlier report may show what this one has no data for; nothing else is touched. */
async function removePictures(folder: string): Promise<void> {
  const kinds = Object.keys(chartNames).join("|");
  const ours = new RegExp(`^(${kinds})(-\\d+)?\\.(svg|png)$`);
  const names = (await readdir(folder)).filter((name) => ours.test(name));
  await Promise.all(names.map((name) => rm(join(folder, name))));
}

async function writePictures(data: ReportData, out: string): Promise<readonly string[]> {
  const files = createCharts(data).flatMap((chart) => {
    const svg = renderPicture(chart);
    return [
      { name: join(CHARTS, `${chart.id}.svg`), content: svg },
      { name: join(CHARTS, `${chart.id}.png`), content: renderPng(svg) },
    ];
  });
  for (const { name, content } of files) await writeFile(join(out, name), content);
  return files.map(({ name }) => name);
}
