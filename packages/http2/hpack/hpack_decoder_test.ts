import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
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

for (const { title, maxTableBytes, blocks } of vectors.stories) {
  test(`HpackDecoder decodes RFC 7541 ${title}`, () => {
    const decoder = new HpackDecoder({ limitBytes: maxTableBytes });
    for (const { block, fields, table, tableBytes } of blocks) {
      assertEquals(decode(decoder, block), { fields, problem: undefined });
      const entries = Array.from({ length: decoder.table.length }, (_, i) => decoder.table.at(i)!);
      assertEquals(entries.map(({ name, value }) => [name, value]), table);
      assertEquals(decoder.table.byteLength, tableBytes);
    }
  });
}
