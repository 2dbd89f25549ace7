import * as fc from "fast-check";

/** `fc.record` of objects as literals make them, which are printed without a word on their prototype. */
export function record<T extends object>(
  model: { readonly [Key in keyof T]: fc.Arbitrary<T[Key]> },
): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}
