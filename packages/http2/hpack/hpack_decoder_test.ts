import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { encodeFields } from "./encode_fields.ts";
import { HpackDecoder } from "./hpack_decoder.ts";
import vectors from "./rfc7541.json" with { type: "json" };

/** Decodes `hex` with bytes around it that do not belong to it. */
function decode(decoder: HpackDecoder, hex: string) {
  const bytes = Buffer.from(`ff${hex}ff`, "hex");
  const fields: string[][] = [];
  const problem = decoder.decode(bytes, 1, bytes.length - 1, {
    addField: ({ name, value }) => fields.push([name, value]),
  });
  return { fields, problem };
}

function tableOf({ table }: HpackDecoder): string[][] {
  const fields = Array.from({ length: table.length }, (_, index) => table.at(index)!);
  return fields.map(({ name, value }) => [name, value]);
}

for (const { title, maxTableBytes, blocks } of vectors.stories) {
  test(`HpackDecoder decodes RFC 7541 ${title}`, () => {
    const decoder = new HpackDecoder({ limitBytes: maxTableBytes });
    for (const { block, fields, table, tableBytes } of blocks) {
      assertEquals(decode(decoder, block), { fields, problem: undefined });
      assertEquals(tableOf(decoder), table);
      assertEquals(decoder.table.byteLength, tableBytes);
    }
  });
}

test("HpackDecoder reads the integers of RFC 7541 C.1 that have a prefix of five bits", () => {
  for (const { bytes, value } of vectors.integers) {
    // The only field with such a prefix is the size of the table: 001 and the integer.
    const hex = (parseInt(bytes.slice(0, 2), 16) | 0x20).toString(16) + bytes.slice(2);
    assertEquals(decode(new HpackDecoder({ limitBytes: value }), hex).problem, undefined);
    const { problem } = decode(new HpackDecoder({ limitBytes: value - 1 }), hex);
    assertEquals(problem, `a table of ${value} bytes, more than ${value - 1}`);
  }
});

const problems: [name: string, hex: string, problem: RegExp][] = [
  ["index 0", "80", /^index 0, which is in no table$/],
  ["an index beyond both tables", "be", /^index 62, which/],
  ["a name's index beyond both tables", "7e0161", /^index 62, which/],
  ["an integer that does not end", "ffff", /^a block that ends in an integer$/],
  ["an integer that is too large", "ffffffffff0f", /^an integer of more than 28 bits$/],
  ["an integer that is too long", "ff808080808000", /^an integer of more than 28 bits$/],
  ["a literal without a value", "0f2b", /^a block that ends before a text$/],
  ["a literal without a name", "40", /^a block that ends before a text$/],
  ["a text that is cut", "00036162", /^a text that is longer than its block$/],
  ["Huffman code with EOS in it", "0084ffffffff00", /^a text that is no Huffman code$/],
  ["Huffman code with eight bits of padding", "0082f8ff00", /^a text that is no Huffman code$/],
  ["Huffman code whose padding is not of ones", "00811800", /^a text that is no Huffman code$/],
  ["a table size update after a field", "8820", /^a table size update after a field$/],
  ["a table that is larger than agreed", "3fe21f", /^a table of 4097 bytes, more than 4096$/],
];

for (const [name, hex, expected] of problems) {
  test(`HpackDecoder tells of ${name}`, () => {
    const decoder = new HpackDecoder();
    const { problem } = decode(decoder, hex);
    assertMatch(problem!, expected);
    assertEquals(decode(decoder, "88").problem, problem);
  });
}

test("HpackDecoder empties its table on demand, and fills it again", () => {
  const decoder = new HpackDecoder();
  decode(decoder, "4001610162");
  assertEquals(tableOf(decoder), [["a", "b"]]);
  assertEquals(decode(decoder, "203fe11f88").fields, [[":status", "200"]]);
  assertEquals([tableOf(decoder), decoder.table.byteLength], [[], 0]);
  decode(decoder, "4001630164");
  assertEquals(tableOf(decoder), [["c", "d"]]);
});

test("HpackDecoder evicts the oldest fields, and all for one that is larger than the table", () => {
  const decoder = new HpackDecoder({ limitBytes: 68 });
  for (const name of ["61", "62", "63"]) decode(decoder, `4001${name}0178`);
  assertEquals(tableOf(decoder), [["c", "x"], ["b", "x"]]);
  const value = "79".repeat(36);
  assertEquals(decode(decoder, `400161${"24"}${value}`).fields, [["a", "y".repeat(36)]]);
  assertEquals(tableOf(decoder), []);
});

test("HpackDecoder takes the name of a field that its literal evicts", () => {
  const decoder = new HpackDecoder({ limitBytes: 40 });
  decode(decoder, "40046e616d65026f6b");
  assertEquals(decode(decoder, "7e026e6f").fields, [["name", "no"]]);
  assertEquals(tableOf(decoder), [["name", "no"]]);
});

test("HpackDecoder keeps the fields that a queue would keep", () => {
  const name = fc.constantFrom("a", "bb", "date", "x-long-name");
  const fields = fc.array(fc.tuple(name, fc.string({ unit: "grapheme-ascii", maxLength: 90 })));
  fc.assert(fc.property(fields, fc.integer({ min: 0, max: 400 }), (fields, limitBytes) => {
    const decoder = new HpackDecoder({ limitBytes });
    const model: [string, string][] = [];
    const byteLength = () => model.reduce((sum, [a, b]) => sum + a.length + b.length + 32, 0);
    for (const [name, value] of fields) {
      const hex = [name, value].map((text) => {
        const bytes = Buffer.from(text, "latin1");
        return Buffer.of(bytes.length).toString("hex") + bytes.toString("hex");
      });
      assertEquals(decode(decoder, `40${hex.join("")}`).fields, [[name, value]]);
      model.unshift([name, value]);
      while (byteLength() > limitBytes) model.pop();
      assertEquals(tableOf(decoder), model);
    }
  }));
});

test("HpackDecoder reads what encodeFields writes", () => {
  const text = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)) });
  const long = fc.string({ minLength: 120, maxLength: 500, unit: "binary-ascii" });
  const field = fc.tuple(fc.oneof(fc.constant(":method"), text), fc.oneof(text, long));
  fc.assert(fc.property(fc.array(field), (fields) => {
    const hex = Buffer.from(encodeFields(fields)).toString("hex");
    assertEquals(decode(new HpackDecoder(), hex), { fields, problem: undefined });
  }));
});

test("HpackDecoder makes fields or a problem out of any bytes", () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (blocks) => {
    const decoder = new HpackDecoder({ limitBytes: 200 });
    for (const block of blocks) {
      decode(decoder, Buffer.from(block).toString("hex"));
      assertEquals(decoder.table.byteLength <= 200, true);
    }
  }));
});
