/** The cluster can't do what was asked of it: no bug of ours, and nothing that a gateway did. */
export class ClusterError extends Error {
  override name = "ClusterError";
  /** Last log lines of what went wrong. */
  readonly log: readonly string[];

  constructor(message: string, log: readonly string[] = []) {
    super(message);
    this.log = log;
  }
}
