/**
 * What every program here shares: exit codes, flags and variables with clear errors, a clean
 * Ctrl-C, and an end that comes with the parent's.
 *
 * ```ts
 * import { createCommand, ExitCode, flag, integer, runProgram } from "@stt-bench/program";
 *
 * const command = createCommand("count", "Counts to n.")
 *   .requiredOption("--to <n>", "where to stop", flag("--to", integer(1, 100)));
 *
 * await runProgram(async (signal) => {
 *   const { to } = command.parse(["--to", "3"], { from: "user" }).opts();
 *   return signal.aborted || to < 1 ? ExitCode.interrupted : ExitCode.pass;
 * });
 * ```
 *
 * @module
 */
export * from "./command.ts";
export * from "./environment.ts";
export * from "./exit_code.ts";
export * from "./parent.ts";
export * from "./run_program.ts";
export * from "./usage_error.ts";
export * from "./values.ts";
