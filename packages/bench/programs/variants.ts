import type { Program } from "./program_command.ts";

/** One way of running a gateway of ours: what is compared with what. */
export interface Variant extends Program {
  readonly name: string;
  /** Variables that make it this variant. */
  readonly env: Readonly<Record<string, string>>;
}

// Each says which sockets it has, or the caller's environment could make one another.
const NATIVE = { SOCKETS: "native" };
const TUNED = { SOCKETS: "tuned" };

/** Every variant that exists, in the order of tables. */
export const variants: readonly Variant[] = [
  { name: "deno", runtime: "deno", main: "runtimes/deno/main.ts", env: NATIVE },
  { name: "node", runtime: "node", main: "runtimes/node/main.ts", env: NATIVE },
  { name: "bun", runtime: "bun", main: "runtimes/bun/main.ts", env: NATIVE },
  { name: "deno-tuned", runtime: "deno", main: "runtimes/deno/main.ts", env: TUNED },
  { name: "node-tuned", runtime: "node", main: "runtimes/node/main.ts", env: TUNED },
  { name: "bun-tuned", runtime: "bun", main: "runtimes/bun/main.ts", env: TUNED },
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
