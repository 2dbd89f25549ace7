import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { isNetwork, TrustedProxies } from "./trusted_proxies.ts";

const proxies = new TrustedProxies(["10.0.0.0/8", "192.0.2.9", "fd00::/8"]);

const table: [string, string, string | undefined, string][] = [
  ["believes nobody else", "203.0.113.1", "198.51.100.7", "203.0.113.1"],
  ["believes a proxy", "10.1.2.3", "198.51.100.7", "198.51.100.7"],
  [
    "takes the last hop that isn't a proxy",
    "10.1.2.3",
    "1.1.1.1, 198.51.100.7, 192.0.2.9",
    "198.51.100.7",
  ],
  ["stays with a proxy that says nothing", "10.1.2.3", undefined, "10.1.2.3"],
  ["stays with a proxy that says nonsense", "10.1.2.3", "198.51.100.7, unknown", "10.1.2.3"],
  ["takes the first of proxies alone", "10.1.2.3", "10.9.9.9", "10.9.9.9"],
  ["knows IPv4 in IPv6", "::ffff:10.1.2.3", "198.51.100.7", "198.51.100.7"],
  ["knows IPv6", "fd12::1", "2001:db8::7", "2001:db8::7"],
];

for (const [what, remote, forwardedFor, client] of table) {
  test(`TrustedProxies ${what}`, () => {
    assertEquals(proxies.clientOf(remote, forwardedFor), client);
  });
}

test("isNetwork takes addresses and networks, and nothing else", () => {
  const good = ["10.0.0.0/8", "0.0.0.0/0", "::1", "fd00::/128"];
  assertEquals(good.filter(isNetwork), good);
  const bad = ["10.0.0.0/33", "fd00::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/8/8", "host", ""];
  assertEquals(bad.filter(isNetwork), []);
  assertThrows(() => new TrustedProxies(["host"]), RangeError);
});
