import { UsageError } from "./usage_error.ts";
import { read } from "./values.ts";
import type { Value } from "./values.ts";

/** One environment variable: what it means, how it is read, and its default (as text). */
export interface Variable<T> {
  readonly value: Value<T>;
  readonly default: string;
  /** For `--help` and `--print-config`. */
  readonly help: string;
  /** A secret is neither printed nor quoted in an error. */
  readonly isSecret?: boolean;
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
export function variable<T>(
  value: Value<T>,
  defaultText: string,
  help: string,
  { isSecret = false } = {},
): Variable<T> {
  return { value, default: defaultText, help, isSecret };
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
    const given = environment[name] || variable.default;
    const reading = read(name, variable.value, given);
    if (reading.ok) values[name] = reading.value;
    else problems.push(variable.isSecret ? withoutQuote(reading.problem, given) : reading.problem);
  }
  if (problems.length > 0) throw new UsageError(problems);
  return values as EnvironmentOf<V>;
}

/** A value in force, and where it comes from. */
export interface EffectiveValue {
  readonly value: unknown;
  readonly source: "environment" | "default";
}

/** What `--print-config` prints: each variable's value, and where it comes from. */
export function effectiveValues<V extends Variables>(
  variables: V,
  environment: Environment,
  values: EnvironmentOf<V>,
): Record<string, EffectiveValue> {
  const entries = Object.entries(variables).map(([name, { isSecret }]) => {
    const isSet = Boolean(environment[name]);
    const value = isSecret && isSet ? "(secret)" : values[name as keyof V];
    return [name, { value, source: isSet ? "environment" : "default" }] as const;
  });
  return Object.fromEntries(entries);
}

function withoutQuote(problem: string, given: string): string {
  return problem.replace(JSON.stringify(given), `${given.length} characters`);
}

/** The variables as help text: one line each, with default and meaning. */
export function describeVariables(variables: Variables): string {
  const entries = Object.entries(variables);
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries
    .map(([name, { help, default: text }]) =>
      `  ${name.padEnd(width)}  ${help} (${text || "unset"})`
    )
    .join("\n");
}
