/**
 * The part of `jsr:@std/assert` that this project's tests use; see the README beside this file.
 *
 * @module
 */
import { deepStrictEqual } from "node:assert";

/** Thrown when an assertion does not hold. */
export class AssertionError extends Error {
  override name = "AssertionError";
}

function fail(message: string, hint: string | undefined): never {
  throw new AssertionError(hint === undefined ? message : `${message}: ${hint}`);
}

/** Asserts that `value` is truthy. */
export function assert(value: unknown, hint?: string): asserts value {
  if (!value) fail("Expected a truthy value", hint);
}

/** Asserts deep equality; prototypes and property values count, the order of keys doesn't. */
export function assertEquals<T>(actual: T, expected: T, hint?: string): void {
  try {
    deepStrictEqual(actual, expected);
  } catch (cause) {
    fail((cause as Error).message, hint);
  }
}

/** Asserts that two values differ. */
export function assertNotEquals<T>(actual: T, expected: T, hint?: string): void {
  try {
    deepStrictEqual(actual, expected);
  } catch {
    return;
  }
  fail("Expected values to differ", hint);
}

/** Asserts identity (`Object.is`). */
export function assertStrictEquals<T>(actual: unknown, expected: T, hint?: string): void {
  if (!Object.is(actual, expected)) fail(`Expected ${expected}, got ${actual}`, hint);
}

/** Asserts that `actual` lies within `tolerance` of `expected`: 1e-7 of it unless another is given. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance: number = Number.isFinite(expected) ? Math.abs(expected) * 1e-7 : 1e-7,
  hint?: string,
): void {
  if (Object.is(actual, expected)) return;
  if (!(Math.abs(actual - expected) <= tolerance)) {
    fail(`Expected ${expected} ± ${tolerance}, got ${actual}`, hint);
  }
}

/** Asserts `actual >= expected`. */
export function assertGreaterOrEqual(actual: number, expected: number, hint?: string): void {
  if (!(actual >= expected)) fail(`Expected at least ${expected}, got ${actual}`, hint);
}

/** Asserts `actual <= expected`. */
export function assertLessOrEqual(actual: number, expected: number, hint?: string): void {
  if (!(actual <= expected)) fail(`Expected at most ${expected}, got ${actual}`, hint);
}

/** Asserts that `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, hint?: string): void {
  if (!actual.includes(expected)) {
    fail(`Expected ${JSON.stringify(actual)} to include ${JSON.stringify(expected)}`, hint);
  }
}

/** Asserts that `actual` matches `expected`. */
export function assertMatch(actual: string, expected: RegExp, hint?: string): void {
  if (!expected.test(actual)) fail(`Expected ${JSON.stringify(actual)} to match ${expected}`, hint);
}

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

function checkError<E extends Error>(
  error: unknown,
  errorClass: ErrorClass<E> | undefined,
  includes: string | undefined,
): E {
  if (!(error instanceof (errorClass ?? Error))) {
    fail(`Expected a ${errorClass?.name ?? "Error"}, got ${error}`, undefined);
  }
  if (includes !== undefined) assertStringIncludes((error as Error).message, includes);
  return error as E;
}

/** Asserts that `run` throws, and returns what it threw. */
export function assertThrows<E extends Error = Error>(
  run: () => unknown,
  errorClass?: ErrorClass<E>,
  includes?: string,
): E {
  try {
    run();
  } catch (error) {
    return checkError(error, errorClass, includes);
  }
  fail("Expected the function to throw", undefined);
}

/** Asserts that `run` returns a promise that rejects, and returns the reason. */
export async function assertRejects<E extends Error = Error>(
  run: () => PromiseLike<unknown>,
  errorClass?: ErrorClass<E>,
  includes?: string,
): Promise<E> {
  let promise: PromiseLike<unknown>;
  try {
    promise = run();
  } catch (error) {
    fail(
      `Expected the function to return a promise that rejects, but it threw ${error}`,
      undefined,
    );
  }
  try {
    await promise;
  } catch (error) {
    return checkError(error, errorClass, includes);
  }
  fail("Expected the promise to reject", undefined);
}
