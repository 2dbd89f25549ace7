/**
 * Returns `value`.
 *
 * @throws {RangeError} when it is no integer in 1–`max`.
 */
export function expectInteger(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new RangeError(`Cannot lay out requests: expected ${name} in 1–${max}, got ${value}`);
}
