/**
 * Counts the lines of code of each gateway. `--help` lists the flags.
 *
 * @module
 */
import process from "node:process";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { measureCodeSize } from "./measure_code_size.ts";
import { renderCodeSize } from "./render_code_size.ts";

const HELP = `
A line counts if it has code on it: no blank lines, comments or tests. "own" is what the folder of the
runtime has for this gateway, sockets and inference client; the packages are shared.`;

await runProgram(async () => {
  const command = createCommand("loc", "Counts the lines of code of each gateway.")
    .option("--json", "print JSON", false)
    .addHelpText("after", HELP);
  const { json } = command.parse(process.argv.slice(2), { from: "user" }).opts();
  const sizes = await measureCodeSize();
  process.stdout.write(`${json ? JSON.stringify(sizes, null, 2) : renderCodeSize(sizes)}\n`);
  return ExitCode.pass;
});
