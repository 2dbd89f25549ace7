/**
 * Lays out what some programs run, and nothing else: `main.ts --out /app runtimes/node/main.ts …`.
 * Runs on Deno, in the root of the repository, while an image is built.
 *
 * @module
 */
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { programTree } from "./program_tree.ts";
import { writeTree } from "./write_tree.ts";

await runProgram(async () => {
  const command = createCommand("tree", "Copies what the programs run, and nothing else.")
    .requiredOption("--out <folder>", "a new folder")
    .argument("<main...>", "paths of programs from here");
  command.parse(process.argv.slice(2), { from: "user" });
  const { out } = command.opts<{ out: string }>();
  const tree = await programTree(Deno.execPath(), command.args);
  const count = await writeTree(tree, process.cwd(), out);
  process.stdout.write(`${out}: ${count} files, ${tree.packages.size} packages of npm\n`);
  return ExitCode.pass;
});
