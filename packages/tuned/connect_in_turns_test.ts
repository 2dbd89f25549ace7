import type { LookupAddress } from "node:dns";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { connectInTurns } from "./connect_in_turns.ts";
import type { ClientEvents } from "./tcp_socket.ts";

/** Where a connection to model:9000 goes, if its turn is at `addresses`. */
function connectedTo(next: () => Promise<readonly LookupAddress[]>): Promise<unknown> {
  return new Promise((resolve) => {
    const events = {} as ClientEvents;
    const connect = connectInTurns((address, handed) => resolve([address, handed === events]), {
      next,
    });
    connect({ hostname: "model", port: 9000 }, events);
  });
}

const v4 = { address: "192.0.2.7", family: 4 };

for (
  const [what, next, hostname] of [
    ["to the address whose turn it is", () => Promise.resolve([v4]), v4.address],
    [
      "by name where the runtime should try several",
      () => Promise.resolve([{ address: "::1", family: 6 }, v4]),
      "model",
    ],
    [
      "by name where nobody knows it, and so fails as ever",
      () => Promise.reject(new Error("ENOTFOUND")),
      "model",
    ],
  ] as const
) {
  test(`connectInTurns connects ${what}`, async () => {
    assertEquals(await connectedTo(next), [{ hostname, port: 9000 }, true]);
  });
}
