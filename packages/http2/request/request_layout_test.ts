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
  const fields: string[] = [];
  const { content } = frames[0]!;
  const decoder = new HpackDecoder();
  decoder.decode(content, 0, content.length, {
    addField: ({ name, value }) => fields.push(`${name}: ${value}`),
  });
  assertEquals(fields, [
    ":method: POST",
    ":scheme: http",
    ":authority: 127.0.0.1:9000",
    ":path: /infer",
    "content-type: application/octet-stream",
    `x-long: ${"y".repeat(200)}`,
  ]);
  assertEquals(decoder.table.length, 0);
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
