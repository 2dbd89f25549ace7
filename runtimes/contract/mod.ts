/**
 * What all of our gateways promise alike, proven on each of them: the conformance cases, and those
 * that need a configuration, a failing model, a signal or a client that misbehaves.
 *
 * A case starts real processes, and looks at them from outside. What a variant cannot do is listed
 * in {@linkcode deviations}; the suite asserts each deviation exactly.
 *
 * ```ts ignore
 * import { testContract } from "@stt-bench/contract";
 *
 * testContract("deno");
 * ```
 *
 * @module
 */
export { deviations } from "./deviations.ts";
export type { Deviation } from "./deviations.ts";
export { testContract } from "./test_contract.ts";
