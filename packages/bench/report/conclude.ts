import { print } from "./print.ts";
import { leaveReport } from "./leave_report.ts";

/** What a program that has measured something has to say at its end. */
export interface Conclusion {
  /** The folder of its results. */
  readonly directory: string;
  /** What it prints: a text for people, or JSON. */
  readonly text: string;
  readonly json: boolean;
  /** Whether a report is made of the results. */
  readonly report: boolean;
}

/** Prints what was found, makes the report of it, and tells people where that is. */
export async function conclude({ directory, text, json, report }: Conclusion): Promise<void> {
  await print(text);
  const page = report ? await leaveReport(directory) : undefined;
  if (page !== undefined && !json) await print(`Report: ${page}`);
}
