/**
 * A child process did not do what it was started for. The message is one line that says so, and
 * below it the last lines of the child's log.
 */
export class ChildError extends Error {
  override name = "ChildError";
  /** The one line, without the log. */
  readonly summary: string;
  /** The last lines that the child wrote to its standard error, oldest first. */
  readonly log: readonly string[];

  constructor(summary: string, log: readonly string[]) {
    super([summary, ...log.map((line) => `  | ${line}`)].join("\n"));
    this.summary = summary;
    this.log = log;
  }
}
