import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { headScripts } from "./arbitrary_heads.ts";
import { mayUpgrade } from "./may_upgrade.ts";

const fields = [
  "Host: a",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  "Sec-WebSocket-Version: 13",
];

function head(line = "GET /ws/stt HTTP/1.1", without = "nothing"): string {
  const kept = fields.filter((field) => !field.startsWith(without));
  return [line, ...kept, "", ""].join("\r\n");
}

test("mayUpgrade takes every handshake that must be upgraded for one", () => {
  fc.assert(fc.property(headScripts, ({ text, isRight }) => {
    if (isRight) assert(mayUpgrade(text, {}));
  }));
});

test("mayUpgrade takes a handshake for one whose form is bad", () => {
  assert(mayUpgrade(`\r\n${head().replaceAll("\r\n", "\n").replaceAll(": ", " :\t")}`, {}));
});

test("mayUpgrade takes a path for the endpoint's that is written with escapes", () => {
  assert(mayUpgrade(head("GET /%77s/s%74t HTTP/1.1"), {}));
  assert(!mayUpgrade(head("GET /%7/stt HTTP/1.1"), {}));
});

for (
  const [what, text] of [
    ["another path", head("GET /ws/st HTTP/1.1")],
    ["another method", head("POST /ws/stt HTTP/1.1")],
    ["another version of HTTP", head("GET /ws/stt HTTP/1.0")],
    ["no Upgrade", head(undefined, "Upgrade")],
    ["no Connection", head(undefined, "Connection")],
    ["no key", head(undefined, "Sec-WebSocket-Key")],
    ["no version", head(undefined, "Sec-WebSocket-Version")],
    ["a short key", head().replace("AAAA=", "AAA=")],
    ["another version", head().replace(": 13", ": 8")],
    ["no end", head().slice(0, -2)],
    ["nothing", ""],
  ] as const
) {
  test(`mayUpgrade finds no handshake in ${what}`, () => assert(!mayUpgrade(text, {})));
}

test("mayUpgrade takes HTTP/1.0 where a variant does", () => {
  assert(mayUpgrade(head("GET /ws/stt HTTP/1.0"), { upgradesHttp10: true }));
});

test("Of the heads that are thrown at gateways a good part must be upgraded, and most must not", () => {
  const scripts = fc.sample(headScripts, { numRuns: 1000, seed: 1 });
  const right = scripts.filter(({ isRight }) => isRight).length;
  const possible = scripts.filter(({ text }) => mayUpgrade(text, {})).length;
  assertEquals([right > 150, possible > right, possible < 600], [true, true, true]);
});
