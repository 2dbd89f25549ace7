import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { decodeSocketAddress, encodeSocketAddress } from "./socket_address.ts";

test("encodeSocketAddress lays an address of IPv4 out as ip(7) has it", () => {
  const { family, bytes, byteLength } = encodeSocketAddress({ hostname: "192.0.2.1", port: 4711 });
  assertEquals([family, byteLength], [2, 16]);
  assertEquals([...bytes.subarray(0, 16)], [
    2,
    0,
    0x12,
    0x67,
    192,
    0,
    2,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
});

test("encodeSocketAddress lays an address of IPv6 out as ipv6(7) has it", () => {
  const { family, bytes, byteLength } = encodeSocketAddress({ hostname: "2001:db8::7", port: 80 });
  assertEquals([family, byteLength], [10, 28]);
  assertEquals([...bytes.subarray(0, 12)], [10, 0, 0, 80, 0, 0, 0, 0, 0x20, 0x01, 0x0d, 0xb8]);
  assertEquals(bytes[23], 7);
});

for (
  const hostname of [
    "0.0.0.0",
    "127.0.0.1",
    "::",
    "::1",
    "2001:db8::7",
    "1:2:3:4:5:6:7:8",
    "fe80::",
  ]
) {
  test(`decodeSocketAddress reads ${hostname} again`, () => {
    const { bytes } = encodeSocketAddress({ hostname, port: 3000 });
    assertEquals(decodeSocketAddress(bytes), { hostname, port: 3000 });
  });
}

test("decodeSocketAddress writes IPv4 within IPv6 in digits", () => {
  const { bytes } = encodeSocketAddress({ hostname: "::ffff:192.0.2.1", port: 3000 });
  assertEquals(decodeSocketAddress(bytes).hostname, "::ffff:192.0.2.1");
});

for (const hostname of ["localhost", "256.0.0.1", "1.2.3", "", "::g", "1:2"]) {
  test(`encodeSocketAddress refuses "${hostname}"`, () => {
    assertThrows(() => encodeSocketAddress({ hostname, port: 1 }), TypeError, `got "${hostname}"`);
  });
}
