import type { Command } from "commander";
import { UsageError } from "./usage_error.ts";
import { read } from "./values.ts";
import type { Value } from "./values.ts";

/** One flag of a program that takes a value: how it is written, what it means, how it is read. */
export interface Flag<T> {
  /** The flag and its value, e.g. `--sessions <n>`. */
  readonly usage: string;
  /** For `--help`. */
  readonly help: string;
  readonly value: Value<T>;
  /** As text. A flag without one is undefined when it is not given, unless it is required. */
  readonly default?: string;
  readonly isRequired?: true;
}

/** The flags of a program, by their names in camel case: `rampUpSecs` is `--ramp-up-secs`. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** What {@linkcode readFlags} makes of `F`. */
export type FlagsOf<F extends Flags> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

type ValueOf<F> = F extends Flag<infer T>
  ? F extends { readonly default: string } | { readonly isRequired: true } ? T : T | undefined
  : never;

/** Makes `command` take `flags`, and `--help` list them. */
export function addFlags(command: Command, flags: Flags): void {
  for (const { usage, help, default: text } of Object.values<Flag<unknown>>(flags)) {
    command.option(usage, help, text);
  }
}

/**
 * Reads the values of `flags` from what commander was given.
 *
 * @param given texts by name, as `command.opts()` has them
 * @throws {UsageError} with one line for each flag that is wrong or missing.
 */
export function readFlags<F extends Flags>(
  flags: F,
  given: Readonly<Record<string, unknown>>,
): FlagsOf<F> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { usage, value, isRequired }] of Object.entries<Flag<unknown>>(flags)) {
    const flag = usage.split(" ", 1)[0]!;
    const text = given[name];
    if (typeof text === "string") {
      const reading = read(flag, value, text);
      if (reading.ok) values[name] = reading.value;
      else problems.push(reading.problem);
    } else if (isRequired) {
      problems.push(`Cannot start without ${flag}: expected ${usage}, got nothing`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  return values as FlagsOf<F>;
}
