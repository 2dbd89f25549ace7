import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { parseRequestHead } from "./parse_request_head.ts";
import { parseResponseHead } from "./parse_response_head.ts";

const GET = "GET / HTTP/1.1";
const HOST = "Host: a";

test("parseRequestHead reads method, target, version and headers", () => {
  const head = parseRequestHead([
    "POST /a?b=c HTTP/1.0",
    "X-Empty:",
    "X-Padded: \t a b\t ",
    "accept: a",
    "ACCEPT: b",
    "X-Latin: \xe9",
  ]);
  assert(!("state" in head));
  assertEquals([head.method, head.target, head.version], ["POST", "/a?b=c", "1.0"]);
  assertEquals([...head.headers], [
    ["x-empty", ""],
    ["x-padded", "a b"],
    ["accept", "a, b"],
    ["x-latin", "\xe9"],
  ]);
});

test("parseRequestHead reads a value with a million spaces in it", () => {
  const value = `a${" ".repeat(1_000_000)}b`;
  const head = parseRequestHead([GET, HOST, `X-Long: ${value}`]);
  assert(!("state" in head));
  assert(head.headers.get("x-long") === value);
});

test("parseRequestHead takes a later HTTP/1.x for 1.1", () => {
  const head = parseRequestHead(["GET / HTTP/1.2", HOST]);
  assert(!("state" in head));
  assertEquals(head.version, "1.1");
});

const badRequests: [what: string, lines: string[], status: number, message: RegExp][] = [
  ["no request line", [""], 400, /^Expected a request line, got something else$/],
  ["no version", ["GET /", HOST], 400, /request line/],
  ["a method with a space", ["GE T / HTTP/1.1", HOST], 400, /request line/],
  ["no target", ["GET  HTTP/1.1", HOST], 400, /request line/],
  ["a target with a space", ["GET /a b HTTP/1.1", HOST], 400, /request line/],
  ["a target with a control character", ["GET /\x01 HTTP/1.1", HOST], 400, /request line/],
  ["a space after the version", ["GET / HTTP/1.1 ", HOST], 400, /request line/],
  ["another protocol", ["GET / ICY/1.1", HOST], 400, /request line/],
  ["HTTP/2.0", ["PRI * HTTP/2.0"], 505, /^Expected HTTP\/1.1, got HTTP\/2.0$/],
  ["HTTP/0.9", ["GET / HTTP/0.9", HOST], 505, /got HTTP\/0.9/],
  ["no host", [GET], 400, /^Expected one Host header, got 0$/],
  ["two hosts", [GET, HOST, "host: b"], 400, /got 2/],
  ["no colon", [GET, HOST, "abc"], 400, /^Expected header lines, .* as number 2$/],
  ["no name", [GET, HOST, ": abc"], 400, /header lines/],
  ["a space before the colon", [GET, HOST, "a : b"], 400, /header lines/],
  ["a folded line", [GET, HOST, " b"], 400, /header lines/],
  ["NUL in a value", [GET, HOST, "a: b\0c"], 400, /header lines/],
  ["CR in a value", [GET, HOST, "a: b\rc"], 400, /header lines/],
  ["DEL in a value", [GET, HOST, "a: b\x7fc"], 400, /header lines/],
];

for (const [what, lines, status, message] of badRequests) {
  test(`parseRequestHead refuses ${what} with ${status}`, () => {
    const head = parseRequestHead(lines);
    assert("state" in head);
    assertEquals(head.status, status);
    assertMatch(head.message, message);
  });
}

test("parseResponseHead reads status, version and headers, with a reason or without", () => {
  for (const line of ["HTTP/1.1 101 Switching Protocols", "HTTP/1.1 101 ", "HTTP/1.1 101"]) {
    const head = parseResponseHead([line, "Upgrade: websocket"]);
    assert(!("state" in head));
    assertEquals([head.status, head.version, head.headers.get("upgrade")], [
      101,
      "1.1",
      "websocket",
    ]);
  }
});

for (const line of ["", "HTTP/2.0 101 x", "HTTP/1.1 10", "HTTP/1.1 999 x", "HTTP/1.1 1010"]) {
  test(`parseResponseHead refuses the status line ${JSON.stringify(line)}`, () => {
    const head = parseResponseHead([line]);
    assert("state" in head);
    assertMatch(head.message, /^Expected a status line, got /);
  });
}

test("parseResponseHead refuses a bad header", () => {
  assert("state" in parseResponseHead(["HTTP/1.1 101", "a b"]));
});
