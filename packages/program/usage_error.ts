/** Wrong flags, variables or arguments. `problems` holds one line each; the program exits with 2. */
export class UsageError extends Error {
  override name = "UsageError";
  /** One line for each problem, e.g. `Cannot parse PORT: expected an integer in 0–65535, got "x"`. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}
