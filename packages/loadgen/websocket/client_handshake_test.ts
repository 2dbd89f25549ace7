import { createHash } from "node:crypto";
import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { createHandshake, readHandshake } from "./client_handshake.ts";

// The example of RFC 6455 §1.3.
const ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
const GOOD = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  `Sec-WebSocket-Accept: ${ACCEPT}\r\n\r\n`;

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

test("createHandshake asks for the URL with a key of 16 random bytes, and offers no extension", () => {
  const { request, expectedAccept } = createHandshake(new URL("ws://host:3000/ws/stt?a=1"));
  const text = new TextDecoder().decode(request);
  const key = /^Sec-WebSocket-Key: (.+)\r$/m.exec(text)![1]!;
  assertEquals(
    text,
    "GET /ws/stt?a=1 HTTP/1.1\r\nHost: host:3000\r\nUpgrade: websocket\r\n" +
      `Connection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  assertEquals(atob(key).length, 16);
  const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  assertEquals(expectedAccept, createHash("sha1").update(key + guid).digest("base64"));
  assertNotEquals(
    createHandshake(new URL("ws://h/")).request,
    createHandshake(new URL("ws://h/")).request,
  );
});

const accepted: [string, string][] = [
  ["as the RFC writes it", GOOD],
  ["in other cases", GOOD.replace("websocket\r", "WebSocket\r").replace("Upgrade:", "UPGRADE:")],
  ["with more tokens", GOOD.replace("Connection: Upgrade", "connection: keep-alive, upgrade")],
  ["with more headers", GOOD.replace("Upgrade:", "Server: x:y\r\nUpgrade:")],
  ["without a reason", GOOD.replace(" Switching Protocols", "")],
];

for (const [how, text] of accepted) {
  test(`readHandshake accepts an answer ${how}, at every cut, and returns what follows`, () => {
    for (let end = 0; end < text.length; end++) {
      assertEquals(readHandshake(bytes(text.slice(0, end)), ACCEPT), { state: "incomplete" });
    }
    const outcome = readHandshake(bytes(`${text}\x81\x00`), ACCEPT);
    assert(outcome.state === "accepted");
    assertEquals([...outcome.rest], [0x81, 0]);
  });
}

const refused: [string, string, RegExp][] = [
  ["another status", GOOD.replace("101", "503"), /expected status 101, got "HTTP\/1.1 503/],
  ["HTTP/1.0", GOOD.replace("HTTP/1.1", "HTTP/1.0"), /expected status 101/],
  ["no Upgrade", GOOD.replace("Upgrade: websocket\r\n", ""), /Upgrade: websocket, got null/],
  ["no Connection", GOOD.replace("Connection: Upgrade\r\n", ""), /Connection: Upgrade, got null/],
  ["a wrong proof", GOOD.replace(ACCEPT, "x"), /Accept: s3pP.*, got "x"/],
  ["no proof", GOOD.replace(/Sec-.*\r\n/, ""), /Accept: s3pP.*, got null/],
  [
    "an extension",
    GOOD.replace("Upgrade:", "Sec-WebSocket-Extensions: permessage-deflate\r\nUpgrade:"),
    /expected no Sec-WebSocket-Extensions, got "permessage-deflate"/,
  ],
  ["a subprotocol", GOOD.replace("Upgrade:", "Sec-WebSocket-Protocol: x\r\nUpgrade:"), /got "x"/],
  ["an endless header", "HTTP/1.1 101 x".padEnd(17_000, "x"), /at most 16384 bytes/],
];

for (const [what, text, reason] of refused) {
  test(`readHandshake refuses ${what}`, () => {
    const outcome = readHandshake(bytes(text), ACCEPT);
    assert(outcome.state === "refused");
    assertMatch(outcome.reason, reason);
  });
}
