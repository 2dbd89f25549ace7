/**
 * The gateways of Deno.
 *
 * @module
 */
export * from "./inference.ts";
export * from "./native.ts";
