import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { HpackDecoder } from "../hpack/hpack_decoder.ts";
import { RequestLayout, type RequestLayoutOptions } from "./request_layout.ts";

const options: RequestLayoutOptions = {
  authority: "127.0.0.1:9000",
  path: "/infer",
  headers: { "content-type": "application/octet-stream", "x-long": "y".repeat(200) },
  unitBytes: 640,
};

interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  /** Without the padding. */
  readonly content: Buffer;
}

function framesIn(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const end = offset + 9 + bytes.readUIntBE(offset, 3);
    frames.push({
      type: bytes[offset + 3]!,
      flags: bytes[offset + 4]!,
      streamId: bytes.readUInt32BE(offset + 5),
      content: bytes.subarray(offset + 10, end - bytes[offset + 9]!),
    });
    assertEquals(bytes.subarray(end - bytes[offset + 9]!, end).every((byte) => byte === 0), true);
    offset = end;
  }
  return frames;
}

/** Memory with units of random bytes in their places, dirty all around, and the body that they are. */
function fill(layout: RequestLayout, units: number) {
  const bytes = Buffer.alloc(layout.byteLength(units) + 5, 0xee);
  const body = Buffer.from(Array.from({ length: units * layout.unitBytes }, (_, i) => i * 31 + 7));
  for (let unit = 0; unit < units; unit++) {
    body.copy(bytes, layout.frameOffset(unit), unit * layout.unitBytes);
  }
  return { bytes, body };
}

/** The fields of a block, and the texts that it leaves in the table. */
function fieldsOf({ content }: Frame): string[] {
  const fields: string[] = [];
  const decoder = new HpackDecoder();
  const problem = decoder.decode(content, 0, content.length, {
    addField: ({ name, value }) => fields.push(`${name}: ${value}`),
  });
  assertEquals([problem, decoder.table.length], [undefined, 0]);
  return fields;
}

test("RequestLayout lays out a second of audio in two DATA frames", () => {
  const layout = new RequestLayout(options);
  const { bytes, body } = fill(layout, 50);
  const length = layout.seal(bytes, 50, 0x7fff_fffd);
  const frames = framesIn(bytes.subarray(0, length));
  assertEquals(
    frames.map(({ type, flags, streamId }) => [type, flags, streamId]),
    [[1, 0x0c, 0x7fff_fffd], [0, 0x08, 0x7fff_fffd], [0, 0x09, 0x7fff_fffd]],
  );
  assertEquals(Buffer.concat(frames.slice(1).map(({ content }) => content)), body);
  assertEquals(fieldsOf(frames[0]!), [
    ":method: POST",
    ":scheme: http",
    ":authority: 127.0.0.1:9000",
    ":path: /infer",
    "content-type: application/octet-stream",
    `x-long: ${"y".repeat(200)}`,
  ]);
});

test("RequestLayout has room for a field that only some requests have, and pads the others", () => {
  fc.assert(fc.property(
    fc.string({ unit: "grapheme-ascii", maxLength: 300 }),
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 200 }),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
    (path, value, presences) => {
      const optionalField = { name: "x-one", valueBytes: value.length };
      const layout = new RequestLayout({ ...options, path, optionalField });
      const { bytes, body } = fill(layout, 2);
      for (const isPresent of presences) {
        const length = layout.seal(bytes, 2, 1, isPresent ? value : undefined);
        const [headers, data] = framesIn(bytes.subarray(0, length));
        assertEquals(fieldsOf(headers!).slice(6), isPresent ? [`x-one: ${value}`] : []);
        assertEquals(data!.content, body);
        assertEquals(layout.frameOffset(0) % 4, 0);
      }
    },
  ));
});

test("RequestLayout takes values of one length only for its optional field", () => {
  const optionalField = { name: "x-one", valueBytes: 3 };
  const layout = new RequestLayout({ ...options, optionalField });
  layout.checkFieldValue("abc");
  layout.checkFieldValue(undefined);
  for (const value of ["", "ab", "abcd"]) {
    assertThrows(() => layout.checkFieldValue(value), RangeError, "expected 3 bytes");
  }
  assertThrows(() => new RequestLayout(options).checkFieldValue("a"), RangeError, "expected 0");
  assertThrows(
    () => new RequestLayout({ ...options, optionalField: { name: "x-one", valueBytes: 250 } }),
    RangeError,
    "length of the optional field",
  );
});

test("RequestLayout aligns every unit, and makes frames out of all that it lays out", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 200 }),
    fc.integer({ min: 1, max: 20 }),
    fc.nat(90),
    fc.string({ minLength: 1, maxLength: 300 }),
    (words, unitsPerFrame, units, path) => {
      const layout = new RequestLayout({ ...options, path, unitBytes: words * 4, unitsPerFrame });
      const { bytes, body } = fill(layout, units);
      for (let unit = 0; unit < units; unit++) assertEquals(layout.frameOffset(unit) % 4, 0);
      const length = layout.seal(bytes, units, 1);
      assertEquals(length, layout.byteLength(units));
      const [headers, ...data] = framesIn(bytes.subarray(0, length));
      assertEquals([headers!.type, headers!.flags & 1], [1, units === 0 ? 1 : 0]);
      assertEquals(Buffer.concat(data.map(({ content }) => content)), body);
      assertEquals(data.filter(({ flags }) => (flags & 1) === 1).length, units === 0 ? 0 : 1);
      const dataBytes = length - layout.headersBytes - data.length * 9;
      assertEquals(layout.flowBytes(units), dataBytes);
    },
  ));
});

test("RequestLayout copies any part of the body", () => {
  const layout = new RequestLayout({ ...options, unitBytes: 8, unitsPerFrame: 3 });
  const { bytes, body } = fill(layout, 20);
  fc.assert(fc.property(fc.nat(160), fc.nat(160), (a, b) => {
    const [start, end] = a < b ? [a, b] : [b, a];
    const target = Buffer.alloc(end - start);
    layout.copyBody(bytes, start, target);
    assertEquals(target, Buffer.from(body.subarray(start, end)));
  }));
});

test("RequestLayout takes only what can be aligned and fits into a frame", () => {
  for (const unitBytes of [0, -4, 1.5, 641, 16_384, NaN]) {
    assertThrows(() => new RequestLayout({ ...options, unitBytes }), RangeError, "Cannot lay out");
  }
  for (const unitsPerFrame of [0, 26, 1.5]) {
    assertThrows(
      () => new RequestLayout({ ...options, unitsPerFrame }),
      RangeError,
      "in 1–25, got",
    );
  }
  const headers = { "x-long": "y".repeat(16_384) };
  assertThrows(() => new RequestLayout({ ...options, headers }), RangeError, "length of HEADERS");
  assertEquals(new RequestLayout({ ...options, unitBytes: 16_380 }).frameOffset(1) % 4, 0);
});
