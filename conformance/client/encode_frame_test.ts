import { test } from "node:test";
import { assertEquals, assertNotEquals } from "@std/assert";
import { closePayload, encodeFrame, Opcode } from "./encode_frame.ts";

for (
  const [length, header] of [
    [0, "8280"],
    [125, "82fd"],
    [126, "82fe007e"],
    [65_535, "82feffff"],
    [65_536, "82ff0000000000010000"],
  ] as const
) {
  test(`encodeFrame writes ${length} bytes behind the header ${header} and a mask`, () => {
    const payload = Uint8Array.from({ length }, (_, i) => i % 251);
    const bytes = encodeFrame({ opcode: Opcode.binary, payload });
    const maskAt = header.length / 2;
    assertEquals(bytes.toString("hex", 0, maskAt), header);
    const mask = bytes.subarray(maskAt, maskAt + 4);
    assertNotEquals(mask.readUInt32BE(), 0);
    const unmasked = bytes.subarray(maskAt + 4).map((byte, i) => byte ^ mask[i % 4]!);
    assertEquals(Uint8Array.from(unmasked), payload);
  });
}

test("encodeFrame writes what RFC 6455 forbids, too", () => {
  const unmasked = encodeFrame({ opcode: 3, reserved: 5, fin: false, masked: false });
  assertEquals(unmasked.toString("hex"), "5300");
  const announced = encodeFrame({ opcode: 2, masked: false, announcedLength: 1n << 63n });
  assertEquals(announced.toString("hex"), "827f8000000000000000");
});

for (const [lengthBits, hex] of [[16, "89fe0001"], [64, "89ff0000000000000001"]] as const) {
  test(`encodeFrame writes a length in ${lengthBits} bits where that is wanted, and a given mask`, () => {
    const mask = Uint8Array.of(1, 2, 3, 4);
    const frame = { opcode: Opcode.ping, payload: Uint8Array.of(0x61), mask, lengthBits };
    assertEquals(encodeFrame(frame).toString("hex"), `${hex}0102030460`);
  });
}

test("closePayload is the code and the reason", () => {
  assertEquals(closePayload(1002, "ok").toString("hex"), "03ea6f6b");
});
