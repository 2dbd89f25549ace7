import { join } from "node:path";
import process from "node:process";
import type { WrittenReport } from "./write_report.ts";

/** Writes to standard output what a report says first, and where it is; `json` is for programs. */
export async function printReport(report: WrittenReport, json: boolean): Promise<void> {
  const text = json ? toJson(report) : toText(report);
  await new Promise((written) => process.stdout.write(`${text}\n`, written));
}

function toText({ analysis: { title, headline }, directory, files }: WrittenReport): string {
  return [
    title,
    ...headline,
    `Report: ${join(directory, "report.html")} (${files.length} files in ${directory})`,
  ].join("\n");
}

function toJson({ analysis, directory, files }: WrittenReport): string {
  const tables = analysis.tables.map(({ name, columns, rows }) => [
    name,
    rows.map((row) => Object.fromEntries(row.map(({ value }, i) => [columns[i]!.name, value]))),
  ]);
  return JSON.stringify(
    {
      directory,
      files,
      title: analysis.title,
      headline: analysis.headline,
      interpretation: analysis.interpretation,
      tables: Object.fromEntries(tables),
    },
    null,
    2,
  );
}
