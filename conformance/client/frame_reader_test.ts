import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { Violation } from "../violation.ts";
import { FrameReader } from "./frame_reader.ts";
import type { ServerEvent } from "./frame_reader.ts";

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(" ", ""), "hex");
}

function readAll(chunks: readonly Uint8Array[]): ServerEvent[] {
  const reader = new FrameReader();
  return chunks.flatMap((chunk) => [...reader.read(chunk)]);
}

const long = "a".repeat(70_000);
const legal: readonly [name: string, bytes: Buffer, events: readonly ServerEvent[]][] = [
  ["a text", hex("81 02 6869"), [{ type: "text", text: "hi" }]],
  ["an empty text", hex("81 00"), [{ type: "text", text: "" }]],
  ["a text with a byte order mark", hex("81 04 efbbbf 61"), [{ type: "text", text: "\ufeffa" }]],
  [
    "a text in fragments around a ping",
    hex("01 02 f09f 89 01 70 80 02 9880"),
    [{ type: "ping", payload: Buffer.from("p") }, { type: "text", text: "😀" }],
  ],
  [
    "a text of 300 bytes",
    Buffer.concat([hex("81 7e 012c"), Buffer.from(long.slice(0, 300))]),
    [{ type: "text", text: long.slice(0, 300) }],
  ],
  [
    "a text of 70000 bytes",
    Buffer.concat([hex("81 7f 0000000000011170"), Buffer.from(long)]),
    [{ type: "text", text: long }],
  ],
  ["a pong", hex("8a 01 70"), [{ type: "pong", payload: Buffer.from("p") }]],
  ["a close", hex("88 04 03ea 6f6b"), [{ type: "close", code: 1002, reason: "ok" }]],
  ["a close without a code", hex("88 00"), [{ type: "close", code: null, reason: "" }]],
  [
    "the pong to a ping that crossed a close",
    hex("88 02 03ea 8a 01 70"),
    [{ type: "close", code: 1002, reason: "" }, { type: "pong", payload: Buffer.from("p") }],
  ],
];

for (const [name, bytes, events] of legal) {
  test(`FrameReader reads ${name}, whole and split at any byte`, () => {
    assertEquals(readAll([bytes]), events);
    const step = Math.ceil(bytes.length / 50);
    for (let cut = 1; cut < bytes.length; cut += step) {
      assertEquals(readAll([bytes.subarray(0, cut), bytes.subarray(cut)]), events);
    }
  });
}

const illegal: Readonly<Record<string, Buffer>> = {
  "a reserved bit": hex("c1 01 61"),
  "a reserved opcode": hex("83 00"),
  "a reserved control opcode": hex("8b 00"),
  "a mask": hex("81 81 00000001 61"),
  "a binary message": hex("82 01 61"),
  "text that is not UTF-8": hex("81 02 c328"),
  "a length of 125 in 16 bits": Buffer.concat([hex("81 7e 007d"), Buffer.alloc(125, 97)]),
  "a length of 65535 in 64 bits": Buffer.concat([
    hex("81 7f 000000000000ffff"),
    Buffer.alloc(65_535, 97),
  ]),
  "a length with its top bit set": hex("81 7f 8000000000000001"),
  "a ping in fragments": hex("09 00"),
  "a ping of 126 bytes": Buffer.concat([hex("89 7e 007e"), Buffer.alloc(126)]),
  "a stray continuation": hex("80 01 61"),
  "a message inside another": hex("01 01 61 81 01 61"),
  "a close of one byte": hex("88 01 03"),
  "close code 1005": hex("88 02 03ed"),
  "close code 1006": hex("88 02 03ee"),
  "close code 1015": hex("88 02 03f7"),
  "close code 999": hex("88 02 03e7"),
  "a close reason that is not UTF-8": hex("88 04 03e8 c328"),
  "a message after a close": hex("88 02 03e8 81 00"),
  "a second close": hex("88 02 03e8 88 02 03e8"),
};

for (const [name, bytes] of Object.entries(illegal)) {
  test(`FrameReader refuses ${name}`, () => {
    assertThrows(() => readAll([bytes]), Violation);
  });
}
