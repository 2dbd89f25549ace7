import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import golden from "../golden.json" with { type: "json" };
import { toBytes } from "../testing/encode_frame.ts";
import { acceptKey } from "./accept_key.ts";
import { checkUpgrade } from "./check_upgrade.ts";
import { checkUpgradeResponse } from "./check_upgrade_response.ts";
import { HeadReader } from "./head_reader.ts";
import { parseRequestHead } from "./parse_request_head.ts";
import { parseResponseHead } from "./parse_response_head.ts";
import { createKey, upgradeRequest } from "./upgrade_request.ts";
import { upgradeResponse } from "./upgrade_response.ts";

const { key, accept, request, response } = golden.handshake;

function headers(lines: readonly string[]): ReadonlyMap<string, string> {
  const head = parseRequestHead(lines);
  assert(!("state" in head));
  return head.headers;
}

test("acceptKey proves the key of RFC 6455 §1.3", () => {
  assertEquals(acceptKey(key), accept);
});

test("upgradeResponse is the one of RFC 6455 §1.3", () => {
  assertEquals(upgradeResponse(key), toBytes(`${response.join("\r\n")}\r\n\r\n`));
});

const upgrades: [how: string, from: string, to: string][] = [
  ["as RFC 6455 §1.3 has it", "", ""],
  ["in other cases", "websocket", "WebSocket"],
  ["with more tokens", "Connection: Upgrade", "Connection: keep-alive, upgrade"],
];

for (const [how, from, to] of upgrades) {
  test(`checkUpgrade takes a request ${how}`, () => {
    const found = headers(request.map((line) => line.replace(from, to)));
    assertEquals(checkUpgrade((name) => found.get(name)), undefined);
  });
}

const refusals: [what: string, without: RegExp, instead: string[], expected: object][] = [
  ["without Upgrade", /^Upgrade/, [], {
    reason: "not_an_upgrade",
    status: 426,
    headers: { upgrade: "websocket", connection: "Upgrade" },
    message: "Expected a WebSocket upgrade",
  }],
  ["of version 8", /^Sec-WebSocket-Version/, ["Sec-WebSocket-Version: 8"], {
    reason: "version",
    status: 426,
    headers: { "sec-websocket-version": "13" },
    message: 'Expected Sec-WebSocket-Version 13, got "8"',
  }],
  ["without a version", /^Sec-WebSocket-Version/, [], {
    reason: "version",
    status: 426,
    headers: { "sec-websocket-version": "13" },
    message: "Expected Sec-WebSocket-Version 13, got null",
  }],
  ["with a short key", /^Sec-WebSocket-Key/, ["Sec-WebSocket-Key: dGhlIHNhbXBsZQ=="], {
    reason: "key",
    status: 400,
    headers: {},
    message: "Expected Sec-WebSocket-Key to be 16 bytes in base64",
  }],
];

for (const [what, without, instead, expected] of refusals) {
  test(`checkUpgrade refuses a request ${what}`, () => {
    const found = headers([...request.filter((line) => !without.test(line)), ...instead]);
    assertEquals(checkUpgrade((name) => found.get(name)) as object, expected);
  });
}

const otherRefusals: [what: string, header: [string, string | null], reason: string][] = [
  ["for another protocol", ["upgrade", "h2c"], "not_an_upgrade"],
  ["without Connection", ["connection", null], "not_an_upgrade"],
  ["to keep the connection alive", ["connection", "keep-alive"], "not_an_upgrade"],
  ["with two keys", ["sec-websocket-key", `${key}, ${key}`], "key"],
  ["with no key", ["sec-websocket-key", null], "key"],
];

for (const [what, [name, value], reason] of otherRefusals) {
  test(`checkUpgrade refuses a request ${what} as ${reason}`, () => {
    const found = headers(request);
    const refusal = checkUpgrade((asked) => asked === name ? value : found.get(asked));
    assertEquals(refusal?.reason, reason);
  });
}

test("createKey writes 16 bytes in base64, random by default", () => {
  assertEquals(createKey(toBytes("the sample nonce")), key);
  assertEquals(atob(createKey()).length, 16);
  assertNotEquals(createKey(), createKey());
  assertThrows(() => createKey(new Uint8Array(15)), RangeError, "got 15");
});

test("upgradeRequest is a request that a server takes", () => {
  const bytes = upgradeRequest({ host: "a:1", target: "/b?c", key, headers: { Cookie: "d=e" } });
  const result = new HeadReader(parseRequestHead).push(bytes);
  assert(result.state === "complete");
  const { method, target, headers } = result.head;
  assertEquals([method, target, result.rest.length], ["GET", "/b?c", 0]);
  assertEquals([headers.get("host"), headers.get("cookie")], ["a:1", "d=e"]);
  assertEquals(checkUpgrade((name) => headers.get(name)), undefined);
});

test("upgradeRequest throws for what would be two lines", () => {
  const bad = { host: "a", target: "/", key, headers: { Cookie: "a\r\nb: c" } };
  assertThrows(() => upgradeRequest(bad), TypeError, String.raw`got "Cookie: a\r\nb: c"`);
});

const answers: [what: string, from: RegExp | string, to: string, problem?: RegExp][] = [
  ["takes the answer of RFC 6455 §1.3", "", ""],
  ["takes other cases and more tokens", "Connection: Upgrade", "connection: x, UPGRADE"],
  ["refuses another status", "101", "503", /^Expected status 101, got 503$/],
  ["refuses no upgrade", "Upgrade: websocket", "Upgrade: h2c", /websocket, got "h2c"/],
  ["refuses no Connection", "Connection: Upgrade", "Via: a", /Connection: Upgrade, got null/],
  ["refuses a wrong proof", accept, "x", /Accept: s3pPL.*, got "x"/],
  ["refuses an extension", "Upgrade:", "Sec-WebSocket-Extensions: a\nUpgrade:", /no Sec.*got "a"/],
  ["refuses a subprotocol", "Upgrade:", "Sec-WebSocket-Protocol: a\nUpgrade:", /no Sec.*got "a"/],
];

for (const [does, from, to, problem] of answers) {
  test(`checkUpgradeResponse ${does}`, () => {
    const head = parseResponseHead(response.join("\n").replace(from, to).split("\n"));
    assert(!("state" in head));
    const found = checkUpgradeResponse(head, key);
    if (problem === undefined) assertEquals(found, undefined);
    else assertMatch(found ?? "", problem);
  });
}
