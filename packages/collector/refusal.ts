/** Why a request isn't served: thrown by what it asks for, and made an answer in one place. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: 400 | 404 | 408 | 409 | 413 | 503 | 507;
  /** More fields of the answer. */
  readonly details: Readonly<Record<string, unknown>>;

  /** @param message what was expected and what came */
  constructor(
    status: Refusal["status"],
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
  }
}
