import type { Address, ClientEvents, Connect } from "@stt-bench/tuned";
import { errnoName, isTemporary } from "./errno.ts";
import { linux } from "./libc.ts";
import type { Lookup } from "./lookup.ts";
import type { Reactor } from "./reactor.ts";
import { encodeSocketAddress } from "./socket_address.ts";
import { setNumber, socketError } from "./socket_options.ts";
import { ReactorTcpSocket } from "./tcp_socket.ts";

/** What connects, and listens. */
export interface ReactorHost {
  readonly reactor: Reactor;
  readonly lookup: Lookup;
}

/** Makes the function that connects with the sockets of a reactor. */
export function connectOn(
  { reactor, lookup }: ReactorHost,
): (...args: Parameters<Connect>) => Promise<void> {
  return async (address: Address, events: ClientEvents): Promise<void> => {
    try {
      const { address: hostname } = await lookup(address.hostname);
      connectTo(reactor, { hostname, port: address.port }, events);
    } catch (error) {
      events.onClose(error instanceof Error ? error.message : String(error));
    }
  };
}

function connectTo(reactor: Reactor, to: Address, events: ClientEvents): void {
  const { libc } = reactor;
  const { family, bytes, byteLength } = encodeSocketAddress(to);
  const type = linux.SOCK_STREAM | linux.SOCK_NONBLOCK | linux.SOCK_CLOEXEC;
  const fd = libc.socket(family, type, 0);
  if (fd < 0) return events.onClose(`socket: ${errnoName(libc.errno())}`);
  setNumber(libc, fd, linux.IPPROTO_TCP, linux.TCP_NODELAY, 1);
  const fail = (problem: string) => {
    libc.close(fd);
    events.onClose(problem);
  };
  if (libc.connect(fd, bytes, byteLength) < 0) {
    const code = errnoName(libc.errno());
    if (code !== "EINPROGRESS" && !isTemporary(code)) return fail(`connect: ${code}`);
  }
  // Ready when it is connected, at once if it is already, and when it has failed.
  const watch = reactor.watch(fd, {
    onReady() {
      watch.end();
      const error = socketError(libc, fd);
      if (error !== 0) return fail(`connect: ${errnoName(error)}`);
      const socket = new ReactorTcpSocket(fd, reactor);
      socket.reportTo(events);
      events.onOpen(socket);
    },
  });
  watch.arm(linux.EPOLLOUT);
}
