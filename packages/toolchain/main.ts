import { createCommand, ExitCode, flag, oneOf, runProgram, UsageError } from "@stt-bench/program";
import { checkCommand } from "./check/check_command.ts";
import { doctorCommand } from "./doctor/doctor_command.ts";
import { setUpCommand } from "./install/set_up_command.ts";
import { toolNames } from "./install/tool.ts";
import { testCommand } from "./test/test_command.ts";
import { stageKinds } from "./test/test_stages.ts";
import type { Selection } from "./test/test_stages.ts";

type TestFlags = Omit<Selection, "filters">;

await runProgram(async (signal) => {
  let exitCode: ExitCode = ExitCode.pass;
  const program = createCommand("toolchain", "Sets the project up, and checks and tests it.");
  const names = ["setup", "doctor", "check", "test", "ok"];
  program.action(() => {
    throw new UsageError([`Cannot run: expected one of ${names.join(", ")}, got nothing`]);
  });
  program.command("setup")
    .description("install the pinned runtimes into .toolchain/")
    .action(async () => {
      exitCode = await setUpCommand(signal);
    });
  program.command("doctor")
    .description("list each tool: wanted, found, from where, how to fix it")
    .option("--json", "print JSON", false)
    .action(async (flags: { json: boolean }) => {
      exitCode = await doctorCommand(flags);
    });
  program.command("check")
    .description("check format, lint, types, and the arrows between packages")
    .action(async () => {
      exitCode = await checkCommand(signal);
    });
  program.command("test [filters...]")
    .description("set up, then test; a filter is a part of a test file's path")
    .option("--only <stage>", "unit or e2e", flag("--only", oneOf(stageKinds)))
    .option("--runtime <name>", "deno, node or bun", flag("--runtime", oneOf(toolNames)))
    .action(async (filters: string[], flags: TestFlags) => {
      exitCode = await testCommand({ ...flags, filters }, signal);
    });
  program.command("ok")
    .description("check, then test")
    .action(async () => {
      exitCode = await checkCommand(signal);
      if (exitCode === ExitCode.pass) exitCode = await testCommand({ filters: [] }, signal);
    });
  await program.parseAsync();
  return exitCode;
});
