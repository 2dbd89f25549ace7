/** A runtime that programs run on. */
export type Runtime = "deno" | "node" | "bun";

/** The runtimes, in the order of tables. */
export const runtimes: readonly Runtime[] = ["deno", "node", "bun"];

/** One way of running a gateway of ours: what is compared with what. */
export interface Variant {
  readonly name: string;
  readonly runtime: Runtime;
  /** Its program, from the root of the repository. */
  readonly main: string;
  /** Flags of the runtime. */
  readonly flags: readonly string[];
  /** Variables that make it this variant. */
  readonly env: Readonly<Record<string, string>>;
}

/** Every variant that exists, in the order of tables. */
export const variants: readonly Variant[] = [
  { name: "deno", runtime: "deno", main: "runtimes/deno/main.ts", flags: [], env: {} },
  { name: "node", runtime: "node", main: "runtimes/node/main.ts", flags: [], env: {} },
  { name: "bun", runtime: "bun", main: "runtimes/bun/main.ts", flags: [], env: {} },
];

/**
 * Finds a variant by its name.
 *
 * @throws {RangeError} if there is none.
 */
export function findVariant(name: string): Variant {
  const variant = variants.find((variant) => variant.name === name);
  if (variant === undefined) {
    const names = variants.map((variant) => variant.name).join(", ");
    throw new RangeError(`Cannot find the variant: expected one of ${names}, got "${name}"`);
  }
  return variant;
}
