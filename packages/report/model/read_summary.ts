import { basename } from "node:path";
import {
  BALANCED,
  evaluateExisting,
  ExistingSummary,
  readJsonFile,
  RunSummary,
} from "@stt-bench/results";
import type { AnySummary, Outcome } from "@stt-bench/results";
import * as v from "valibot";

/** A summary's file without anything around it that would say more. */
export interface ReadSummary {
  readonly path: string;
  readonly target: string;
  readonly summary: AnySummary;
  /** Whether the existing benchmark wrote it. */
  readonly isExisting: boolean;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
}

/** Ours says so, the existing benchmark's has no version. */
const HasVersion = v.looseObject({ schema_version: v.number() });

/** `<service>-<sessions>s-<warmup>w-<measure>m-r<repeat>.summary.json`, and what a rerun adds. */
const FILE_NAME = /^(?<service>.+)-\d+s-[\d.]+w-[\d.]+m-r\d+.*\.summary\.json$/;

/**
 * Reads the summary of one run, by whichever benchmark, and judges it if it isn't.
 *
 * @throws {Error} that names the file, and what is wrong with it.
 */
export async function readSummary(path: string): Promise<ReadSummary> {
  const file = await readJsonFile(v.unknown(), path, withoutWarnings);
  const isExisting = !v.is(HasVersion, file);
  if (isExisting) {
    const summary = await readJsonFile(ExistingSummary, path, withoutWarnings);
    const { verdict, reasons } = evaluateExisting(summary, BALANCED);
    return { path, target: nameOf(path, summary), summary, isExisting, outcome: verdict, reasons };
  }
  const summary = await readJsonFile(RunSummary, path, withoutWarnings);
  const { verdict: outcome, slo: { reasons } } = summary;
  return { path, target: nameOf(path, summary), summary, isExisting, outcome, reasons };
}

/** Load generators whose warnings went where their summary did: the object comes last. */
function withoutWarnings(text: string): string {
  const start = text.search(/^\{/m);
  return start < 0 ? text : text.slice(start);
}

function nameOf(path: string, { service_name }: AnySummary): string {
  const name = service_name ?? FILE_NAME.exec(basename(path))?.groups?.["service"];
  if (name !== undefined) return name;
  throw new Error(
    `Cannot read ${path}: expected service_name, or a file called ` +
      "<service>-<sessions>s-<warmup>w-<measure>m-r<repeat>.summary.json",
  );
}
