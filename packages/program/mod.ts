/**
 * What every program here shares: exit codes, flags and variables with clear errors, a clean
 * Ctrl-C, an end that comes with the parent's, output that is whole, and how late an event loop is.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createCommand, flag, integer, readEnvironment, variable } from "@stt-bench/program";
 *
 * const command = createCommand("count", "Counts to n.")
 *   .requiredOption("--to <n>", "where to stop", flag("--to", integer(1, 100)));
 * const { to } = command.parse(["--to", "3"], { from: "user" }).opts();
 * const { PORT } = readEnvironment({ PORT: variable(integer(0, 65535), "3000", "port") }, {});
 * assertEquals([to, PORT], [3, 3000]);
 * ```
 *
 * @module
 */
export * from "./command.ts";
export * from "./environment.ts";
export * from "./exit_code.ts";
export * from "./exit_with_parent.ts";
export * from "./flags.ts";
export * from "./print.ts";
export * from "./reason_of.ts";
export * from "./record_loop_delay.ts";
export * from "./run_program.ts";
export * from "./usage_error.ts";
export * from "./values.ts";
