import { LISTEN_BACKLOG } from "@stt-bench/gateway";
import { errnoName, libcError } from "./errno.ts";
import { linux } from "./libc.ts";
import type { Watch } from "./poller.ts";
import type { Reactor } from "./reactor.ts";
import {
  decodeSocketAddress,
  encodeSocketAddress,
  SOCKET_ADDRESS_BYTES,
} from "./socket_address.ts";
import type { NumericAddress } from "./socket_address.ts";
import { intMemory, setNumber } from "./socket_options.ts";

/** Connections that are accepted in one turn: others want to be read, too. */
const MAX_ACCEPTED = 64;

/** Pause after a connection could not be accepted, which mostly means: too many open files. */
const ACCEPT_PAUSE_MS = 100;

/** What accept(2) may say of one connection that was lost before it was accepted. */
const LOST = ["ECONNABORTED", "EPROTO", "EINTR"];

/** Where to listen. */
export interface ListenAddress extends NumericAddress {
  /** Share the port with other processes? */
  readonly reusePort: boolean;
}

/** Who hears of a listener. */
export interface ListenerEvents {
  /** A client has connected; the non-blocking socket `fd` is the callee's. Never throws. */
  onConnection(fd: number, remote: NumericAddress): void;
  /** A client could not be accepted; others are tried soon. */
  onProblem(problem: string): void;
}

/**
 * Listens at an address; port 0 takes a free one.
 *
 * @throws {Error} with the system's `code` when nobody can listen there.
 */
export function listenOn(
  reactor: Reactor,
  { hostname, port, reusePort }: ListenAddress,
  events: ListenerEvents,
): { readonly port: number } {
  const { libc } = reactor;
  const { family, bytes, byteLength } = encodeSocketAddress({ hostname, port });
  const type = linux.SOCK_STREAM | linux.SOCK_NONBLOCK | linux.SOCK_CLOEXEC;
  const fd = libc.socket(family, type, 0);
  const must = (call: string, result: number) => {
    if (result >= 0) return;
    const code = errnoName(libc.errno());
    if (fd >= 0) libc.close(fd);
    throw libcError(call, code);
  };
  must("socket", fd);
  setNumber(libc, fd, linux.SOL_SOCKET, linux.SO_REUSEADDR, 1);
  if (reusePort) setNumber(libc, fd, linux.SOL_SOCKET, linux.SO_REUSEPORT, 1);
  // Whoever is accepted inherits it (Linux).
  setNumber(libc, fd, linux.IPPROTO_TCP, linux.TCP_NODELAY, 1);
  must("bind", libc.bind(fd, bytes, byteLength));
  must("listen", libc.listen(fd, LISTEN_BACKLOG));
  const own = new Uint8Array(SOCKET_ADDRESS_BYTES);
  must("getsockname", libc.getsockname(fd, own, intMemory(SOCKET_ADDRESS_BYTES)));
  new Acceptor(fd, reactor, events).start();
  return { port: decodeSocketAddress(own).port };
}

/** Accepts whoever comes, for as long as the process lives. */
class Acceptor {
  readonly #fd: number;
  readonly #reactor: Reactor;
  readonly #events: ListenerEvents;
  readonly #watch: Watch;
  readonly #address = new Uint8Array(SOCKET_ADDRESS_BYTES);

  constructor(fd: number, reactor: Reactor, events: ListenerEvents) {
    this.#fd = fd;
    this.#reactor = reactor;
    this.#events = events;
    this.#watch = reactor.watch(fd, this);
  }

  start(): void {
    this.#watch.arm(linux.EPOLLIN);
  }

  onReady(): void {
    this.#watch.fired();
    if (this.#acceptSome()) this.start();
    else this.#reactor.schedule(this.#reactor.now() + ACCEPT_PAUSE_MS, () => this.start());
  }

  /** False when accepting should pause. An error is believed when the next call says it again. */
  #acceptSome(): boolean {
    const { libc } = this.#reactor;
    const flags = linux.SOCK_NONBLOCK | linux.SOCK_CLOEXEC;
    let last: string | undefined;
    for (let count = 0; count < MAX_ACCEPTED; count++) {
      const length = intMemory(SOCKET_ADDRESS_BYTES);
      const fd = libc.accept4(this.#fd, this.#address, length, flags);
      if (fd >= 0) {
        last = undefined;
        this.#events.onConnection(fd, decodeSocketAddress(this.#address));
        continue;
      }
      const code = errnoName(libc.errno());
      if (code === "EAGAIN") return true;
      if (code === last && !LOST.includes(code)) {
        this.#events.onProblem(`accept: ${code}`);
        return false;
      }
      last = code;
    }
    return true;
  }
}
