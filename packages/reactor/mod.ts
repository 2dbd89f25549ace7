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
 *   openTurns,
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
 * ## What can be said against it
 *
 * 1. _An engine may take an array for dead once it has its address, and free its memory in the call._
 *    Freeing needs a moment at which the thread that runs JavaScript stands still: V8 and JavaScriptCore
 *    sweep what a marking has found dead, and a marking ends with such a stop. A thread inside of a call
 *    reaches none. Besides, nothing here depends on it: each array that is passed is held by something
 *    that outlives the call (the reactor's chunk, a batch's buffer, a queue). The case `garbage` of the
 *    contract collects and compacts every few milliseconds and recomputes the checksum of all audio.
 * 2. _`errno` may be another call's: between a call and the look at `errno` the engine may make system
 *    calls of its own on the same thread._ It may, and nothing forbids it. So no `errno` of a socket is
 *    believed at once: an error is tried a second time, and if it comes out otherwise, the first word
 *    was wrong. A temporary error that was none is found by `epoll`, which tells errors unasked. What
 *    remains is a connection that ends with the wrong reason, never memory that is not ours.
 * 3. _A number of a file is the process's, not ours: the runtime opens and closes files as well._ It
 *    closes only its own. Ours are closed in one place, after which the socket makes no call any more,
 *    and a wake-up that is late by then is told by its generation. A library in the same process that
 *    closed files of others would break every socket of it, not only these.
 *
 * @module
 */
export * from "./create_reactor_variant.ts";
export * from "./libc.ts";
export * from "./lookup.ts";
export * from "./open_libc.ts";
