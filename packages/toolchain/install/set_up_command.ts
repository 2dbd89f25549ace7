import process from "node:process";
import { ExitCode } from "@stt-bench/program";
import { missingLibraries } from "../doctor/missing_libraries.ts";
import { root } from "../root.ts";
import { table } from "../table.ts";
import { showSetUp } from "./show_set_up.ts";

/** `setup`: installs the pinned runtimes, and says where each one is. */
export async function setUpCommand(signal: AbortSignal): Promise<ExitCode> {
  const tools = await showSetUp({ signal });
  const rows = tools.map(({ name, version, source, path }) => [name, version, source, path]);
  process.stdout.write(`${table(rows)}\n`);
  const missing = await missingLibraries(root);
  if (missing.length === 0) return ExitCode.pass;
  throw new Error(
    `Cannot find ${missing.length} libraries of deno.lock in node_modules, ` +
      `e.g. ${missing[0]}: install them with \`deno install --frozen\``,
  );
}
