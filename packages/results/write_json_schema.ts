/** Brings `run_summary.schema.json` up to date: `deno run -A packages/results/write_json_schema.ts`. */
import { fileURLToPath } from "node:url";
import { SUMMARY_JSON_SCHEMA_FILE, summaryJsonSchema } from "./summary_json_schema.ts";
import { writeFileAtomically } from "./write_file_atomically.ts";

await writeFileAtomically(fileURLToPath(SUMMARY_JSON_SCHEMA_FILE), summaryJsonSchema());
