import { test } from "node:test";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromHex } from "../testing/encode_frame.ts";
import sequences from "../testing/utf8_sequences.json" with { type: "json" };
import { decodeUtf8 } from "./decode_utf8.ts";
import { UTF8_COMPLETE, UTF8_INVALID, validateUtf8 } from "./validate_utf8.ts";

/** Is it a text, as it comes in two pieces? */
function isText(bytes: Uint8Array, cut = 0): boolean {
  const state = validateUtf8(UTF8_COMPLETE, bytes, 0, cut);
  return validateUtf8(state, bytes, cut, bytes.length) === UTF8_COMPLETE;
}

for (
  const [kind, texts] of Object.entries({ valid: sequences.valid, invalid: sequences.invalid })
) {
  for (const [name, hex] of Object.entries(texts)) {
    test(`validateUtf8 and decodeUtf8 find ${name} ${kind}`, () => {
      const bytes = fromHex(hex);
      for (let cut = 0; cut <= bytes.length; cut++) {
        assertEquals(isText(bytes, cut), kind === "valid");
      }
      assertEquals(decodeUtf8(bytes) !== undefined, kind === "valid");
    });
  }
}

test("validateUtf8 agrees with the runtime's decoder on every start of a character", () => {
  const bytes = new Uint8Array(4);
  for (let lead = 0; lead < 256; lead++) {
    for (const second of [0, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]) {
      for (const tail of ["", "80", "bf", "8080", "bfbf", "7f", "80c0"]) {
        bytes.set([lead, second, ...fromHex(tail)]);
        const text = bytes.subarray(0, 2 + tail.length / 2);
        assertEquals(isText(text), decodeUtf8(text) !== undefined);
      }
    }
  }
});

test("validateUtf8 agrees with the runtime's decoder on any bytes", () => {
  const texts = fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text));
  fc.assert(fc.property(fc.oneof(texts, fc.uint8Array()), fc.nat(), (bytes, cut) => {
    assertEquals(isText(bytes, cut % (bytes.length + 1)), decodeUtf8(bytes) !== undefined);
  }));
});

test("validateUtf8 fails at the first byte that can't be right", () => {
  for (const hex of ["c0", "e09f", "eda0", "f08f", "f490", "f5", "80", "c341", "e28241"]) {
    assertEquals(validateUtf8(UTF8_COMPLETE, fromHex(hex), 0, hex.length / 2), UTF8_INVALID);
  }
});
