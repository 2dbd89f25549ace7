/**
 * Compares the generated pages with what the programs say now, or writes them. `--help` lists the flags.
 *
 * @module
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { writeFileAtomically } from "@stt-bench/results";
import { root } from "@stt-bench/toolchain";
import { changedPages } from "./reference/changed_pages.ts";
import { REFERENCE_FOLDER, referencePages } from "./reference/reference_pages.ts";

await runProgram(async () => {
  const command = createCommand(
    "docs",
    `Compares ${REFERENCE_FOLDER}/ with what the programs say of themselves.`,
  )
    .option("--write", "write the pages", false)
    .parse(process.argv.slice(2), { from: "user" });
  const { write } = command.opts<{ write: boolean }>();
  const folder = join(root, REFERENCE_FOLDER);
  const changed = await changedPages(folder, await referencePages());
  if (write) {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of changed) await writeFileAtomically(join(folder, name), content);
  }
  const names = [...changed.keys()].map((name) => join(REFERENCE_FOLDER, name)).join(", ");
  if (changed.size === 0) process.stdout.write(`${REFERENCE_FOLDER}/ is up to date\n`);
  else if (write) process.stdout.write(`Wrote ${names}\n`);
  else process.stderr.write(`${names}: not what the programs say; run: deno task docs --write\n`);
  return changed.size === 0 || write ? ExitCode.pass : ExitCode.fail;
});
