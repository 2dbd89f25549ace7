import { ExitCode, runProgram } from "@stt-bench/program";
import { showSetUp } from "../install/show_set_up.ts";

// Sets up Node alone in the folder of its only argument, as a process that a test can kill.
await runProgram(async (signal) => {
  const [root = ""] = Deno.args;
  await showSetUp({ root, tools: ["node"], signal });
  return ExitCode.pass;
});
