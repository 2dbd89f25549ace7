import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { sniffProtocol } from "./sniff_protocol.ts";

const starts = [
  ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "h2"],
  ["POST /infer HTTP/1.1\r\n\r\n", "h1"],
  ["PROPFIND / HTTP/1.1\r\n\r\n", "h1"],
  ["PRINT / HTTP/1.1\r\n\r\n", "h1"],
  ["G", "h1"],
] as const;

/** Feeds `pieces` one after the other, each after the one before was read. */
async function feed(pieces: readonly string[]) {
  const connection = new PassThrough();
  const found = Promise.withResolvers<string>();
  sniffProtocol(connection, found.resolve);
  for (const piece of pieces) {
    connection.write(piece);
    await new Promise(setImmediate);
  }
  const protocol = await found.promise;
  connection.end();
  return { protocol, rest: await text(connection) };
}

for (const [start, protocol] of starts) {
  test(`sniffProtocol finds ${protocol} in ${JSON.stringify(start)}, whole and byte by byte`, async () => {
    assertEquals(await feed([start]), { protocol, rest: start });
    assertEquals(await feed([...start]), { protocol, rest: start });
  });
}

test("sniffProtocol finds nothing in a connection that ends within the preface", async () => {
  const connection = new PassThrough();
  const found: string[] = [];
  sniffProtocol(connection, (protocol) => found.push(protocol));
  connection.end("PR");
  await new Promise((resolve) => connection.once("end", resolve).once("close", resolve));
  assertEquals(found, []);
});
