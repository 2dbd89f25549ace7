/** What a parameter is: a 32-bit number, or memory, which the call gets the address of. */
export type CParameter = "i32" | "u32" | "buffer";

/** How a function of libc is called. All results that we use are `int`, or fit into one. */
export interface CFunction {
  readonly parameters: readonly CParameter[];
  readonly result: "i32" | "pointer";
}

/**
 * The functions that an adapter opens, by their names in libc. Lengths are `size_t` there: a 32-bit
 * number fills the rest of its register with zeroes on x64 and arm64. `recv` and `send` return
 * `ssize_t`, of which the lower half tells all: no call moves 2 GiB.
 */
export const LIBC_FUNCTIONS = {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  listen: { parameters: ["i32", "i32"], result: "i32" },
  accept4: { parameters: ["i32", "buffer", "buffer", "i32"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  getsockname: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
  recv: { parameters: ["i32", "buffer", "u32", "i32"], result: "i32" },
  send: { parameters: ["i32", "buffer", "u32", "i32"], result: "i32" },
  shutdown: { parameters: ["i32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  epoll_create1: { parameters: ["i32"], result: "i32" },
  epoll_ctl: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  epoll_wait: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32" },
  __errno_location: { parameters: [], result: "pointer" },
} as const satisfies Record<string, CFunction>;

type Arguments<P extends readonly CParameter[]> = {
  [K in keyof P]: P[K] extends "buffer" ? Uint8Array : number;
};

/** Those of {@linkcode LIBC_FUNCTIONS} that are called again and again. */
export type LibcFunctions = {
  readonly [
    Name in Exclude<keyof typeof LIBC_FUNCTIONS, "__errno_location">
  ]: (...args: Arguments<(typeof LIBC_FUNCTIONS)[Name]["parameters"]>) => number;
};

/** The part of libc that a {@linkcode Reactor} stands on. */
export interface Libc extends LibcFunctions {
  /**
   * The `errno` of the call before, read from its place in memory at once: another call would change
   * it. The runtime might, too, between the two; so nothing rests on it but words and waiting, and a
   * connection that has failed says so again, to `epoll` and at the next call.
   */
  errno(): number;
  /** How wide a `struct epoll_event` is: only x64 packs it. */
  readonly arch: "x64" | "arm64";
}

/** Numbers of Linux, the same on x64 and arm64. */
export const linux = {
  AF_INET: 2,
  AF_INET6: 10,
  SOCK_STREAM: 1,
  SOCK_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_ERROR: 4,
  SO_REUSEPORT: 15,
  IPPROTO_TCP: 6,
  TCP_NODELAY: 1,
  SHUT_WR: 1,
  /** A peer that is gone is an error of the call, and no SIGPIPE. */
  MSG_NOSIGNAL: 0x4000,
  EPOLL_CLOEXEC: 0o2000000,
  EPOLL_CTL_ADD: 1,
  EPOLL_CTL_DEL: 2,
  EPOLL_CTL_MOD: 3,
  EPOLLIN: 0x1,
  EPOLLOUT: 0x4,
  EPOLLERR: 0x8,
  EPOLLHUP: 0x10,
  EPOLLONESHOT: 0x40000000,
} as const;
