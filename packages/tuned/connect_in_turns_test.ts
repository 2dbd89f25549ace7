import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { connectInTurns } from "./connect_in_turns.ts";
import type { ClientEvents } from "./tcp_socket.ts";

/** Where a connection to model:9000 goes. */
function connectedTo(pick: () => Promise<string | undefined>): Promise<unknown> {
  return new Promise((resolve) => {
    const events = {} as ClientEvents;
    const connect = connectInTurns((address, handed) => resolve([address, handed === events]), {
      pick,
    });
    connect({ hostname: "model", port: 9000 }, events);
  });
}

for (
  const [what, pick, hostname] of [
    ["to the address whose turn it is", () => Promise.resolve("192.0.2.7"), "192.0.2.7"],
    ["by name where there is no choice", () => Promise.resolve(undefined), "model"],
    [
      "by name where nobody knows it, and so fails as ever",
      () => Promise.reject(new Error("ENOTFOUND")),
      "model",
    ],
  ] as const
) {
  test(`connectInTurns connects ${what}`, async () => {
    assertEquals(await connectedTo(pick), [{ hostname, port: 9000 }, true]);
  });
}
