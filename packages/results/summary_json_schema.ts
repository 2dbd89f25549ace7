import { toJsonSchema } from "@valibot/to-json-schema";
import { RunSummary } from "./run_summary.ts";

/** The checked-in JSON Schema of a summary, for readers in other languages. */
export const SUMMARY_JSON_SCHEMA_FILE: URL = new URL("./run_summary.schema.json", import.meta.url);

/** The text of the JSON Schema (draft 7) of {@linkcode RunSummary}. */
export function summaryJsonSchema(): string {
  // A double is finite in JSON anyhow, and the schema language has no word for it.
  const schema = toJsonSchema(RunSummary, { ignoreActions: ["finite"] });
  return `${JSON.stringify({ title: "Summary of one run", ...schema }, null, 2)}\n`;
}
