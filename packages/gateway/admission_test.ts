import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { refuseUpgrade } from "./admission.ts";
import { HANDSHAKE } from "./testing/fixtures.ts";

const open = { isDraining: false, isFull: false };

function refuse(change: Record<string, string | undefined>, occupancy = open) {
  const headers: Record<string, string | undefined> = { ...HANDSHAKE, ...change };
  return refuseUpgrade((name) => headers[name], occupancy);
}

const accepted: [string, Record<string, string>][] = [
  ["the handshake of the RFC", {}],
  ["other cases and further connection options", {
    upgrade: "WebSocket",
    connection: "keep-alive, Upgrade",
  }],
  ["a further protocol to upgrade to", { upgrade: "h2c, websocket" }],
  ["extensions and subprotocols, which nobody negotiates", {
    "sec-websocket-extensions": "permessage-deflate",
    "sec-websocket-protocol": "a, b",
  }],
];

for (const [what, change] of accepted) {
  test(`refuseUpgrade lets through ${what}`, () => assertEquals(refuse(change), undefined));
}

const refused: [string, Record<string, string | undefined>, number, Record<string, string>][] = [
  ["no upgrade header", { upgrade: undefined }, 426, {
    upgrade: "websocket",
    connection: "Upgrade",
  }],
  ["an upgrade to something else", { upgrade: "websocket2" }, 426, {
    upgrade: "websocket",
    connection: "Upgrade",
  }],
  ["no upgrade among the connection options", { connection: "keep-alive" }, 426, {
    upgrade: "websocket",
    connection: "Upgrade",
  }],
  ["an old version", { "sec-websocket-version": "8" }, 426, { "sec-websocket-version": "13" }],
  ["no version", { "sec-websocket-version": undefined }, 426, { "sec-websocket-version": "13" }],
  ["no key", { "sec-websocket-key": undefined }, 400, {}],
  ["a key of 15 bytes", { "sec-websocket-key": "dGhlIHNhbXBsZSBub25j" }, 400, {}],
  ["a key that isn't base64", { "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZ!==" }, 400, {}],
];

for (const [what, change, status, headers] of refused) {
  test(`refuseUpgrade refuses ${what} with ${status}`, () => {
    const refusal = refuse(change);
    assertEquals([refusal?.status, refusal?.headers], [status, headers]);
  });
}

test("refuseUpgrade asks clients to come back while draining or full", () => {
  for (const occupancy of [{ ...open, isDraining: true }, { ...open, isFull: true }]) {
    const refusal = refuse({}, occupancy);
    assertEquals([refusal?.status, refusal?.headers], [503, { "retry-after": "1" }]);
  }
});

test("refuseUpgrade judges the handshake before the occupancy", () => {
  assertEquals(refuse({ upgrade: undefined }, { ...open, isFull: true })?.status, 426);
});
