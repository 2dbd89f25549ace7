import { test } from "node:test";
import { assertEquals } from "@std/assert";
import golden from "./golden.json" with { type: "json" };
import { fromHex, toHex } from "./testing/encode_frame.ts";
import { record, recordedConnection } from "./testing/recorded_connection.ts";
import type { Recorded } from "./testing/recorded_connection.ts";
import { splits } from "./testing/splits.ts";

for (const { name, receiver, hex, fill, events, send } of golden.frames) {
  const filling = fill?.byte.repeat(fill.count) ?? "";
  const bytes = fromHex(hex + filling);
  const expected = (events ?? [["binary", filling]]) as unknown as Recorded[];
  const role = receiver as "server" | "client";

  test(`WebSocketConnection reads ${name} of RFC 6455 §5.7, however it's cut`, () => {
    for (const chunks of splits(bytes)) assertEquals(record(role, chunks), expected);
  });

  if (send === undefined) continue;
  test(`WebSocketConnection writes ${name} of RFC 6455 §5.7`, () => {
    const sender = role === "server" ? "client" : "server";
    const { connection, written } = recordedConnection(sender, { randomMask: () => 0x3d21fa37 });
    if (send.text !== undefined) connection.sendText(send.text);
    else if (send.ping !== undefined) connection.ping(fromHex(send.ping));
    else connection.sendBinary(fromHex(filling));
    assertEquals(written.map(toHex), [toHex(bytes)]);
  });
}
