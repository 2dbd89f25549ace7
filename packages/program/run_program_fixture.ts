/** A program for the tests of `runProgram`: what it does stands in its first argument. */
import process from "node:process";
import { once } from "node:events";
import { createCommand, ExitCode, runProgram, UsageError } from "./mod.ts";

await runProgram(async (signal) => {
  const keepAlive = setInterval(() => {}, 1000);
  switch (process.argv[2]) {
    case "invalid":
      return ExitCode.invalid;
    case "usage":
      throw new UsageError(["first problem", "second problem"]);
    case "error":
      throw new Error("Cannot go on: expected this, got that");
    case "bug":
      throw new TypeError("undefined is not a function");
    case "help":
      createCommand("fixture", "Helps.").parse(["--help"], { from: "user" });
      return ExitCode.fail;
    case "wait":
      process.stdout.write("ready\n");
      await once(signal, "abort");
      process.stdout.write("finished\n");
      clearInterval(keepAlive);
      return ExitCode.interrupted;
    case "stubborn":
      process.stdout.write("ready\n");
      signal.addEventListener("abort", () => process.stdout.write("interrupted\n"));
      await new Promise(() => {});
  }
  return ExitCode.pass;
});
