/**
 * The gateways of Bun.
 *
 * @module
 */
export * from "./inference.ts";
export * from "./native.ts";
export * from "./tcp_socket.ts";
export * from "./tuned.ts";
