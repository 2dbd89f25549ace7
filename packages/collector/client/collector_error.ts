/** A collector can't be reached, or doesn't do what it was asked to. */
export class CollectorError extends Error {
  override name = "CollectorError";
}
