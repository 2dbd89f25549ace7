import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Violation } from "../violation.ts";
import { decodeBody, isComplete, splitHead } from "./http_response.ts";

test("splitHead waits for the empty line", () => {
  assertEquals(splitHead(Buffer.from("HTTP/1.1 200 OK\r\nA: b\r\n")), undefined);
});

test("splitHead reads status and fields, and leaves the rest", () => {
  const text = "HTTP/1.1 426 Upgrade Required\r\nUPGRADE:websocket\r\nX: a\r\nx:  b \r\n\r\nbody";
  const { head, rest } = splitHead(Buffer.from(text))!;
  assertEquals(head.status, 426);
  assertEquals([...head.headers], [["upgrade", "websocket"], ["x", "a, b"]]);
  assertEquals(rest.toString(), "body");
});

for (const text of ["HTTP/2 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 200 OK\r\nno field", "\x81\x02"]) {
  test(`splitHead refuses ${JSON.stringify(text)}`, () => {
    assertThrows(() => splitHead(Buffer.from(`${text}\r\n\r\n`)), Violation);
  });
}

test("A body of a known length is complete with its last byte", () => {
  const { head } = splitHead(Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"))!;
  assert(!isComplete(head, Buffer.from("bod")));
  assert(isComplete(head, Buffer.from("body")));
  assertEquals(decodeBody(head, Buffer.from("body")), "body");
});

test("A chunked body is complete with its last chunk, and decoded without its sizes", () => {
  const { head } = splitHead(Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))!;
  const body = Buffer.from("3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n");
  assert(!isComplete(head, body.subarray(0, -5)));
  assert(isComplete(head, body));
  assertEquals(decodeBody(head, body), "body");
});

test("A chunked body goes on behind a chunk that looks like the last one, and may have trailers", () => {
  const { head } = splitHead(Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"))!;
  const body = Buffer.from("5\r\n0\r\n\r\n\r\n1;last\r\n!\r\n0\r\nX: y\r\n\r\n");
  assert(!isComplete(head, body.subarray(0, 8)));
  assert(!isComplete(head, body.subarray(0, -2)));
  assert(isComplete(head, body));
  assertEquals(decodeBody(head, body), "0\r\n\r\n!");
});
