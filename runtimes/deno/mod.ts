/**
 * The gateways of Deno.
 *
 * @module
 */
export * from "./inference.ts";
export * from "./native.ts";
export * from "./doze.ts";
export * from "./tcp_socket.ts";
export * from "./tuned.ts";
export * from "./write_log.ts";
