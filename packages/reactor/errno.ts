/** The error numbers of Linux that sockets know, the same on x64 and arm64. */
const NAMES: Readonly<Record<number, string>> = {
  2: "ENOENT",
  4: "EINTR",
  9: "EBADF",
  11: "EAGAIN",
  12: "ENOMEM",
  13: "EACCES",
  17: "EEXIST",
  22: "EINVAL",
  23: "ENFILE",
  24: "EMFILE",
  32: "EPIPE",
  71: "EPROTO",
  98: "EADDRINUSE",
  99: "EADDRNOTAVAIL",
  100: "ENETDOWN",
  101: "ENETUNREACH",
  103: "ECONNABORTED",
  104: "ECONNRESET",
  105: "ENOBUFS",
  107: "ENOTCONN",
  110: "ETIMEDOUT",
  111: "ECONNREFUSED",
  113: "EHOSTUNREACH",
  115: "EINPROGRESS",
};

/** The name of an error number; the number itself where it is none that sockets know. */
export function errnoName(errno: number): string {
  return NAMES[errno] ?? `errno ${errno}`;
}

/** Would the call have had to wait, or was it interrupted? Then it is made again, later. */
export function isTemporary(name: string): boolean {
  return name === "EAGAIN" || name === "EINTR";
}

/** What a call of libc said, with the `code` that the runtimes' own errors have. */
export function libcError(call: string, code: string): Error & { readonly code: string } {
  return Object.assign(new Error(`${call}: ${code}`), { code });
}
