/**
 * The gateways of Node.
 *
 * @module
 */
export * from "./inference.ts";
export * from "./native.ts";
