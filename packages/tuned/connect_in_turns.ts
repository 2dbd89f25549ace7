import type { AddressTurns } from "@stt-bench/gateway";
import type { Connect } from "./tcp_socket.ts";

/** A `connect` whose connections take turns at the addresses of their name. */
export function connectInTurns(connect: Connect, turns: Pick<AddressTurns, "pick">): Connect {
  return (address, events) => {
    // A name without an address is left to `connect`, which says so in the runtime's own words.
    turns.pick(address.hostname).catch(() => undefined).then((picked) =>
      connect({ ...address, hostname: picked ?? address.hostname }, events)
    );
  };
}
