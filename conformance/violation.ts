/** What the gateway did against the protocol; the message says what was expected and what came. */
export class Violation extends Error {
  override name = "Violation";
}

/** Why a case could not be judged here. */
export class Skip extends Error {
  override name = "Skip";
}

/** Throws a {@linkcode Violation} unless `actual` is `expected`. */
export function demandEqual(what: string, actual: unknown, expected: unknown): void {
  if (Object.is(actual, expected)) return;
  throw new Violation(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/** Throws a {@linkcode Violation} with `message` unless `condition` holds. */
export function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Violation(message);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
