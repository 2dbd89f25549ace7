import { read, UsageError } from "@stt-bench/program";
import type { Value } from "@stt-bench/program";

/** Reads the values of flags and keeps all problems, so that they are reported together. */
export class FlagReader {
  readonly #flags: Readonly<Record<string, unknown>>;
  readonly #problems: string[] = [];

  /** @param flags as commander gives them: by name in camel case, each as its text */
  constructor(flags: Readonly<Record<string, unknown>>) {
    this.#flags = flags;
  }

  /** The value of `flag`, e.g. `ramp-up-secs`; `fallback` if it was not given, or is wrong. */
  value<T, F = T>(flag: string, type: Value<T>, fallback: F): T | F {
    const given = this.#flags[camelCase(flag)];
    if (typeof given !== "string") return fallback;
    return this.#read(flag, type, given, fallback);
  }

  /** The values of `flag`, separated by commas, each once; empty if it was not given. */
  list<T>(flag: string, type: Value<T>): readonly T[] {
    const given = this.#flags[camelCase(flag)];
    if (typeof given !== "string") return [];
    const values = given.split(",").map((part) => this.#read(flag, type, part.trim(), undefined));
    return [...new Set(values.filter((value) => value !== undefined))];
  }

  /** Whether a flag without a value is on. */
  isOn(flag: string): boolean {
    return this.#flags[camelCase(flag)] === true;
  }

  /** Whether a flag with a value was given. */
  isGiven(flag: string): boolean {
    return typeof this.#flags[camelCase(flag)] === "string";
  }

  /** Adds a problem that a single value doesn't show. */
  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  /** @throws {UsageError} with all problems, if there are any. */
  check(): void {
    if (this.#problems.length > 0) throw new UsageError(this.#problems);
  }

  #read<T, F>(flag: string, type: Value<T>, given: string, fallback: F): T | F {
    const reading = read(`--${flag}`, type, given);
    if (reading.ok) return reading.value;
    this.#problems.push(reading.problem);
    return fallback;
  }
}

function camelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
