/** The cluster can't do what was asked of it: no bug of ours, and nothing that a gateway did. */
export class ClusterError extends Error {
  override name = "ClusterError";
}
