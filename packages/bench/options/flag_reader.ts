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
    const reading = read(`--${flag}`, type, given);
    if (reading.ok) return reading.value;
    this.#problems.push(reading.problem);
    return fallback;
  }

  /** Whether a flag without a value is on. */
  isOn(flag: string): boolean {
    return this.#flags[camelCase(flag)] === true;
  }

  /** Adds a problem that a single value doesn't show. */
  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  /** @throws {UsageError} with all problems, if there are any. */
  check(): void {
    if (this.#problems.length > 0) throw new UsageError(this.#problems);
  }
}

function camelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
