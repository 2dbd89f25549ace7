import { Command } from "commander";
import type { CommanderError } from "commander";
import { UsageError } from "./usage_error.ts";
import { read } from "./values.ts";
import type { Value } from "./values.ts";

/**
 * A commander command whose errors become a {@linkcode UsageError} (exit 2); `--help` and
 * `--version` print and end with 0.
 */
export function createCommand(name: string, description: string): Command {
  return configure(new Command(name).description(description));
}

/** Gives a subcommand the same error handling as {@linkcode createCommand}. */
export function configure(command: Command): Command {
  return command
    .exitOverride((error: CommanderError) => {
      if (error.exitCode === 0) throw error;
      throw new UsageError([error.message.replace(/^error: /, "")]);
    })
    .configureOutput({ outputError: () => {} })
    .showHelpAfterError(false);
}

/** Makes commander read a flag's text with `value`. `name` is how the error calls it (`--url`). */
export function flag<T>(name: string, value: Value<T>): (given: string) => T {
  return (given) => {
    const reading = read(name, value, given);
    if (reading.ok) return reading.value;
    throw new UsageError([reading.problem]);
  };
}
