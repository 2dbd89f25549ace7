import { UsageError } from "./usage_error.ts";
import { read } from "./values.ts";
import type { Value } from "./values.ts";

/** One environment variable: what it means, how it is read, and its default (as text). */
export interface Variable<T> {
  readonly value: Value<T>;
  readonly default: string;
  /** For `--help` and `--print-config`. */
  readonly help: string;
}

/** The variables of a program by name. */
export type Variables = Record<string, Variable<unknown>>;

/** What {@linkcode readEnvironment} makes of `V`. */
export type EnvironmentOf<V extends Variables> = {
  [Name in keyof V]: V[Name] extends Variable<infer T> ? T : never;
};

/** Environment of a process: names and texts; unset names are undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Declares one variable; only here so that its type is inferred. */
export function variable<T>(value: Value<T>, defaultText: string, help: string): Variable<T> {
  return { value, default: defaultText, help };
}

/**
 * Reads all `variables` from `environment`; an unset or empty one takes its default.
 *
 * @throws {UsageError} that names every variable that could not be read.
 */
export function readEnvironment<V extends Variables>(
  variables: V,
  environment: Environment,
): EnvironmentOf<V> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, variable] of Object.entries(variables)) {
    const reading = read(name, variable.value, environment[name] || variable.default);
    if (reading.ok) values[name] = reading.value;
    else problems.push(reading.problem);
  }
  if (problems.length > 0) throw new UsageError(problems);
  return values as EnvironmentOf<V>;
}

/** The variables as help text: one line each, with default and meaning. */
export function describeVariables(variables: Variables): string {
  const entries = Object.entries(variables);
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries
    .map(([name, { help, default: text }]) => `  ${name.padEnd(width)}  ${help} (${text})`)
    .join("\n");
}
