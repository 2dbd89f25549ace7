import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { createCommand, UsageError } from "@stt-bench/program";
import { newestResults } from "./newest_results.ts";

/** What the command line asks for. */
export interface ReportRequest {
  readonly directories: readonly string[];
  readonly out: string;
  readonly json: boolean;
}

/** The folder that results go into unless somebody says otherwise. */
const RESULTS = "results";

/**
 * Reads the arguments of `report`.
 *
 * @throws {UsageError} for wrong flags, or where there is nothing to report on.
 */
export async function parseReportOptions(args: readonly string[]): Promise<ReportRequest> {
  const command = createCommand(
    "report",
    "Makes a page, Markdown, tables and pictures from results: of bench, bracket or soak, or files of" +
      " the existing benchmark. Several folders make one report.",
  )
    .argument("[results...]", `folders of results (the newest one in ${RESULTS}/)`)
    .option("--out <dir>", "folder to write into (report/ in the results, or beside several)")
    .option("--json", "print what was found, and the files, as JSON", false)
    .parse([...args], { from: "user" });
  const { out, json } = command.opts<{ out?: string; json: boolean }>();
  const directories = command.args.length > 0 ? command.args : [await newest()];
  const missing = directories.filter((directory) => !existsSync(directory));
  if (missing.length > 0) {
    throw new UsageError(
      missing.map((path) => `Cannot report: expected a folder of results, got ${path}: not there`),
    );
  }
  return { directories, out: out ?? defaultOut(directories), json };
}

async function newest(): Promise<string> {
  try {
    return await newestResults(RESULTS);
  } catch (error) {
    throw new UsageError([(error as Error).message]);
  }
}

function defaultOut([first, ...others]: readonly string[]): string {
  if (others.length === 0) return join(first!, "report");
  return join(dirname(first!), "report");
}
