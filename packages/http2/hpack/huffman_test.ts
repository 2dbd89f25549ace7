import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { decodeHuffman } from "./huffman.ts";
import { huffmanLengths } from "./huffman_lengths.ts";

/** The canonical code by its definition, as text of zeros and ones: RFC 7541 §5.2, appendix B. */
function canonicalCodes(): string[] {
  const codes: string[] = [];
  let next = 0n;
  for (let bits = 1; bits <= 30; bits++) {
    next <<= 1n;
    for (const [symbol, length] of huffmanLengths.entries()) {
      if (length === bits) codes[symbol] = (next++).toString(2).padStart(bits, "0");
    }
  }
  return codes;
}

const codes = canonicalCodes();

function encode(bytes: Uint8Array): Buffer {
  const bits = [...bytes].map((byte) => codes[byte]!).join("");
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
  return Buffer.from((padded.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

function decode(bytes: Uint8Array): Buffer | undefined {
  const target = Buffer.alloc(Math.ceil(bytes.length * 8 / 5));
  const length = decodeHuffman(bytes, 0, bytes.length, target);
  return length < 0 ? undefined : target.subarray(0, length);
}

test("The Huffman code is the one of RFC 7541, appendix B", () => {
  assertEquals([codes[0x30], codes[0x20], codes[0x0a]], [
    "00000",
    "010100",
    "111111111111111111111111111100",
  ]);
  assertEquals(codes[256], "1".repeat(30));
  const kraft = huffmanLengths.reduce((sum, bits) => sum + 2 ** -bits, 0);
  assertEquals([huffmanLengths.length, kraft], [257, 1]);
});

test("decodeHuffman decodes any bytes", () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  assertEquals(decode(encode(all)), all);
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    assertEquals(decode(encode(bytes)), Buffer.from(bytes));
  }));
});

test("decodeHuffman takes up to seven bits of ones as padding, and nothing else", () => {
  for (const [bits, expected] of [["00000111", "0"], ["1111111", undefined]] as const) {
    const bytes = Buffer.of(parseInt(bits.padEnd(8, "0"), 2));
    assertEquals(decode(bytes)?.toString(), expected);
  }
  assertEquals(decode(Buffer.of(0x07, 0xff)), undefined);
  assertEquals(decode(Buffer.of(0xff)), undefined);
  assertEquals(decode(Buffer.of()), Buffer.of());
  assertEquals(decode(Buffer.of(0xff, 0xff, 0xff, 0xff)), undefined);
});
