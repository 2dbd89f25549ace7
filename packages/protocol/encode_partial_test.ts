import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { encodePartial, roundMs } from "./encode_partial.ts";
import { parseServerMessage } from "./messages.ts";
import { partialMessage } from "./testing/arbitraries.ts";

/** The fields in the order of the specification, as `JSON.stringify` would see them. */
function plain(partial: Parameters<typeof encodePartial>[0]) {
  return { ...partial, flush_lateness_ms: roundMs(partial.flush_lateness_ms) };
}

test("encodePartial is JSON.stringify, byte for byte, with the lateness rounded", () => {
  fc.assert(fc.property(partialMessage, (partial) => {
    assertEquals(encodePartial(partial), JSON.stringify(plain(partial)));
  }));
});

test("encodePartial is what the strict schema accepts, with nothing lost", () => {
  fc.assert(fc.property(partialMessage, (partial) => {
    const wire = JSON.parse(JSON.stringify(plain(partial)));
    assertEquals(parseServerMessage(encodePartial(partial)), wire);
  }));
});

test("encodePartial does not depend on the order of the keys that it is given", () => {
  fc.assert(fc.property(partialMessage, (partial) => {
    const reversed = Object.fromEntries(Object.entries(partial).reverse()) as typeof partial;
    assertEquals(encodePartial(reversed), encodePartial(partial));
  }));
});

for (
  const [ms, rounded] of [[0, 0], [0.0004, 0], [0.0005, 0.001], [1.23456, 1.235], [2.0, 2]] as const
) {
  test(`roundMs of ${ms} is ${rounded}`, () => assertEquals(roundMs(ms), rounded));
}

test("roundMs leaves at most three decimals and moves by at most half of the last", () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (ms) => {
    const rounded = roundMs(ms);
    assert(Math.abs(rounded - ms) <= 0.0005 + ms * Number.EPSILON);
    assert(/^\d+(\.\d{1,3})?$/.test(String(rounded)), String(rounded));
  }));
});
