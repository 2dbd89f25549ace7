/**
 * For tests of code that stands on the core: a clock that the test moves, a socket that records, a
 * model that answers when told to.
 *
 * @module
 */
export * from "./manual_clock.ts";
export * from "./fake_socket.ts";
export * from "./scripted_inference.ts";
