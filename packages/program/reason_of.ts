/**
 * What went wrong, to end another message with: the error's own message. Where it has none it is those
 * of its parts, as when Node has tried every address of a name in vain, or the error's code.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  const parts = error instanceof AggregateError ? error.errors.map(reasonOf).join(", ") : "";
  return parts || (error as NodeJS.ErrnoException).code || error.name;
}
