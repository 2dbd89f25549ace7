/**
 * TCP out of libc for the tuned gateway: one event loop in TypeScript on `recv`, `send` and `epoll`,
 * the same on every runtime that can call C. A runtime adds a {@linkcode Libc}, some fifty lines; the
 * gateway above is that of `@stt-bench/tuned`, unchanged.
 *
 * It exists for a question, not for a recommendation: how much of what a gateway costs is JavaScript,
 * and how much is the runtime's network stack? Linux on x64 or arm64 only.
 *
 * ```ts ignore
 * import { lookup } from "node:dns/promises";
 * import { runGateway } from "@stt-bench/gateway";
 * import { createReactorVariant } from "@stt-bench/reactor";
 *
 * const reactor = createReactorVariant({
 *   name: "bun-reactor",
 *   runtime: { name: "bun", version: Bun.version },
 *   openLibc,
 *   lookup,
 *   nextTurn: setImmediate,
 *   inferenceClients: {},
 * });
 * await runGateway({ reactor });
 * ```
 *
 * ## Whose memory the kernel touches, and for how long
 *
 * 1. Every call returns before the kernel's last access to the memory it was given. Sockets never
 *    block, nothing is sent without a copy (no `MSG_ZEROCOPY`), and nothing is registered for later
 *    (no `io_uring`, no `aio`). What `epoll_ctl` is given is copied; what comes back from `epoll_wait`
 *    are numbers of ours, not addresses.
 * 2. So an address needs to hold for one call, and no address is ever kept: buffers are passed as
 *    typed arrays, whose address the runtime takes when it makes the call, each time anew. While it
 *    is an argument of the running call the array is reachable.
 * 3. The memory of an array doesn't move in a call: no JavaScript runs, so that nobody can detach,
 *    transfer or resize it, and no collector that moves objects runs on a thread that is inside of a
 *    call. All memory that is passed lies outside of the heap in any case: V8 keeps arrays of up to
 *    64 bytes inside, so what is shorter than 128 is copied into memory of the reactor's first.
 * 4. Lengths never come from a peer: each call is told the length of the very array that it is given.
 * 5. The one address that is kept is that of `errno`, which libc owns, of the thread that runs us, for
 *    as long as that lives ({@linkcode Libc.errno}). It is only read.
 * 6. A number of a file is used only until its `close`, and a wake-up of a file that is gone, whose
 *    number may be another's by then, is told by its generation ({@linkcode Poller}).
 *
 * @module
 */
export * from "./create_reactor_variant.ts";
export * from "./libc.ts";
export * from "./lookup.ts";
export * from "./open_libc.ts";
