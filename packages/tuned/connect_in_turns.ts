import type { AddressTurns } from "@stt-bench/gateway";
import type { Connect } from "./tcp_socket.ts";

/** A `connect` whose connections take turns at the addresses of their name. */
export function connectInTurns(connect: Connect, turns: Pick<AddressTurns, "next">): Connect {
  return (address, events) => {
    // A name without an address is left to `connect`, which says so in the runtime's own words.
    turns.next(address.hostname).catch(() => []).then(([first, ...others]) => {
      const hostname = others.length > 0 ? address.hostname : first?.address ?? address.hostname;
      connect({ ...address, hostname }, events);
    });
  };
}
