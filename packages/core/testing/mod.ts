/**
 * For tests of code that stands on the core: time that the test moves.
 *
 * @module
 */
export * from "./manual_clock.ts";
