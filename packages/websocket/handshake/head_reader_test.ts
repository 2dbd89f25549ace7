import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import golden from "../golden.json" with { type: "json" };
import { concat, toBytes } from "../testing/encode_frame.ts";
import { splits } from "../testing/splits.ts";
import { HeadReader } from "./head_reader.ts";
import type { HeadResult } from "./head_reader.ts";
import { parseRequestHead } from "./parse_request_head.ts";
import { parseResponseHead } from "./parse_response_head.ts";

const request = `${golden.handshake.request.join("\r\n")}\r\n\r\n`;
const response = `${golden.handshake.response.join("\r\n")}\r\n\r\n`;

/** The last result, and everything that a result's `rest` and the chunks after it hold. */
function read<Head extends object>(
  reader: HeadReader<Head>,
  chunks: Uint8Array[],
): { result: HeadResult<Head>; rest: Uint8Array } {
  let result: HeadResult<Head> = { state: "incomplete" };
  for (const [i, chunk] of chunks.entries()) {
    result = reader.push(chunk);
    if (result.state === "incomplete") continue;
    const rest = result.state === "complete" ? result.rest : new Uint8Array(0);
    return { result, rest: concat(rest, ...chunks.slice(i + 1)) };
  }
  return { result, rest: new Uint8Array(0) };
}

test("HeadReader reads the request of RFC 6455 §1.3 however it's cut, and what follows", () => {
  for (const chunks of splits(concat(toBytes(request), Uint8Array.of(0x81, 0x80)))) {
    const { result, rest } = read(new HeadReader(parseRequestHead), chunks);
    assert(result.state === "complete");
    const { method, target, version, headers } = result.head;
    assertEquals([method, target, version], ["GET", "/chat", "1.1"]);
    assertEquals(headers.get("sec-websocket-key"), golden.handshake.key);
    assertEquals(headers.get("sec-websocket-protocol"), "chat, superchat");
    assertEquals(headers.size, 7);
    assertEquals([...rest], [0x81, 0x80]);
  }
});

test("HeadReader reads the response of RFC 6455 §1.3 however it's cut", () => {
  for (const chunks of splits(toBytes(response))) {
    const { result } = read(new HeadReader(parseResponseHead), chunks);
    assert(result.state === "complete");
    const { status, version, headers } = result.head;
    assertEquals([status, version, headers.size], [101, "1.1", 3]);
    assertEquals(headers.get("sec-websocket-accept"), golden.handshake.accept);
  }
});

test("HeadReader waits for the end of a head", () => {
  for (let end = 0; end < request.length; end++) {
    const { state } = new HeadReader(parseRequestHead).push(toBytes(request.slice(0, end)));
    assertEquals(state, "incomplete");
  }
});

test("HeadReader skips an empty line before a request", () => {
  const { result } = read(new HeadReader(parseRequestHead), [toBytes(`\r\n${request}`)]);
  assertEquals(result.state, "complete");
});

test("HeadReader takes as much as its limits allow, and refuses more before it is whole", () => {
  const limits = { maxBytes: request.length, maxHeaders: 7 };
  for (const chunks of splits(toBytes(request))) {
    assertEquals(read(new HeadReader(parseRequestHead, limits), chunks).result.state, "complete");
  }
  const open = "GET / HTTP/1.1\r\n";
  const tooLong = toBytes(open + "x".repeat(16_385 - open.length));
  for (const chunks of splits(tooLong)) {
    const { result } = read(new HeadReader(parseRequestHead), chunks);
    assertEquals(result, {
      state: "malformed",
      status: 431,
      message: "Expected a head of at most 16384 bytes, got more",
    });
  }
  const { result } = read(new HeadReader(parseRequestHead), [
    toBytes(`${open}${"a: b\r\n".repeat(101)}`),
  ]);
  assert(result.state === "malformed");
  assertEquals([result.status, result.message], [
    431,
    "Expected a head of at most 100 headers, got more",
  ]);
});

test("HeadReader refuses a line that ends in LF alone", () => {
  for (const chunks of splits(toBytes("GET / HTTP/1.1\nHost: a\n\n"))) {
    const { result } = read(new HeadReader(parseRequestHead), chunks);
    assert(result.state === "malformed");
    assertMatch(result.message, /^Expected CR before LF/);
  }
});
