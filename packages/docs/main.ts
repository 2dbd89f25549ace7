/**
 * Compares the generated pages with what the programs say now, or writes them. `--help` lists the flags.
 *
 * @module
 */
import { join } from "node:path";
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { writeFileAtomically } from "@stt-bench/results";
import { root } from "@stt-bench/toolchain";
import { changedPages } from "./reference/changed_pages.ts";
import { referencePages } from "./reference/reference_pages.ts";

await runProgram(async () => {
  const command = createCommand(
    "docs",
    "Compares docs/reference/, and code that the documents show, with what programs and files say now.",
  )
    .option("--write", "write the pages", false)
    .parse(process.argv.slice(2), { from: "user" });
  const { write } = command.opts<{ write: boolean }>();
  const changed = await changedPages(root, await referencePages());
  if (write) {
    for (const [path, content] of changed) await writeFileAtomically(join(root, path), content);
  }
  const paths = [...changed.keys()].join(", ");
  if (changed.size === 0) process.stdout.write("The documents are up to date\n");
  else if (write) process.stdout.write(`Wrote ${paths}\n`);
  else process.stderr.write(`${paths}: out of date; run: deno task docs --write\n`);
  return changed.size === 0 || write ? ExitCode.pass : ExitCode.fail;
});
