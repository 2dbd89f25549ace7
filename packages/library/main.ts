/**
 * Packs the libraries for npm, and compares their API with the record. `--help` lists the flags.
 *
 * @module
 */
import { join, relative } from "node:path";
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { root } from "@stt-bench/toolchain";
import { apiCommand } from "./api/api_command.ts";
import { packLibraries } from "./pack/pack_libraries.ts";
import { treeProblems } from "./pack/tree_problems.ts";

await runProgram(async (signal) => {
  let exitCode: ExitCode = ExitCode.pass;
  const program = createCommand("library", "Makes what others install: core, protocol and more.");
  program.command("pack")
    .description("compile and pack the libraries for npm; publishes nothing")
    .option("--out <dir>", "where tarballs and folders go (dist/ of the checkout)")
    .action(async ({ out }: { out?: string }) => {
      exitCode = await pack(out ?? join(root, "dist"), signal);
    });
  program.command("api")
    .description("compare the public types with the record in packages/library/api")
    .option("--write", "write the record", false)
    .action(async (flags: { write: boolean }) => {
      exitCode = await apiCommand(flags, signal);
    });
  await program.parseAsync();
  return exitCode;
});

async function pack(out: string, signal: AbortSignal): Promise<ExitCode> {
  const problems: string[] = [];
  for (const packed of await packLibraries(out, signal)) {
    const path = relative(process.cwd(), packed.tarball);
    process.stdout.write(`${path}: ${packed.files.length} files\n`);
    problems.push(...await treeProblems(packed));
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0 ? ExitCode.pass : ExitCode.fail;
}
