/**
 * The gateways of Bun.
 *
 * @module
 */
export * from "./inference.ts";
export * from "./native.ts";
