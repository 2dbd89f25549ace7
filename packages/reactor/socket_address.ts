import { linux } from "./libc.ts";
import { OFF_HEAP_BYTES } from "./off_heap_bytes.ts";

/** Room for the longest address of ours, `struct sockaddr_in6`, outside of the heap. */
export const SOCKET_ADDRESS_BYTES: number = OFF_HEAP_BYTES;

const INET_BYTES = 16;
const INET6_BYTES = 28;

/** An address of IPv4 or IPv6 in digits, and a port. */
export interface NumericAddress {
  readonly hostname: string;
  readonly port: number;
}

/** An address as the kernel takes it. */
export interface SocketAddress {
  readonly family: number;
  readonly bytes: Uint8Array;
  readonly byteLength: number;
}

/**
 * Lays out `struct sockaddr_in` or `sockaddr_in6` (ip(7), ipv6(7)).
 *
 * @throws {TypeError} when `hostname` is no address in digits.
 */
export function encodeSocketAddress({ hostname, port }: NumericAddress): SocketAddress {
  const bytes = new Uint8Array(SOCKET_ADDRESS_BYTES);
  const isInet6 = hostname.includes(":");
  const family = isInet6 ? linux.AF_INET6 : linux.AF_INET;
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family, true);
  view.setUint16(2, port);
  bytes.set(isInet6 ? inet6(hostname) : inet(hostname), isInet6 ? 8 : 4);
  return { family, bytes, byteLength: isInet6 ? INET6_BYTES : INET_BYTES };
}

/** Reads what the kernel has written as an address. */
export function decodeSocketAddress(bytes: Uint8Array): NumericAddress {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const port = view.getUint16(2);
  if (view.getUint16(0, true) !== linux.AF_INET6) {
    return { hostname: bytes.subarray(4, 8).join("."), port };
  }
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(8 + 2 * index));
  return { hostname: inet6Text(groups), port };
}

function inet(hostname: string): number[] {
  const parts = hostname.split(".").map(Number);
  const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname) && parts.every((part) => part < 256);
  if (!isAddress) throw new TypeError(notAnAddress(hostname));
  return parts;
}

/** The parser of URLs knows every way to write one, and writes it in one way (RFC 5952). */
function inet6(hostname: string): number[] {
  const url = URL.parse(`http://[${hostname}]`);
  if (url === null) throw new TypeError(notAnAddress(hostname));
  const [left = "", right] = url.hostname.slice(1, -1).split("::");
  const groups = (text: string) =>
    text === "" ? [] : text.split(":").map((hex) => parseInt(hex, 16));
  const before = groups(left);
  const after = groups(right ?? "");
  const zeroes = new Array<number>(8 - before.length - after.length).fill(0);
  return [...before, ...zeroes, ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

/** An address of IPv4 within IPv6 is written as the runtimes write it. */
function inet6Text(groups: readonly number[]): string {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) {
    const [high = 0, low = 0] = groups.slice(6);
    return `::ffff:${[high >> 8, high & 0xff, low >> 8, low & 0xff].join(".")}`;
  }
  const hex = groups.map((group) => group.toString(16)).join(":");
  return new URL(`http://[${hex}]`).hostname.slice(1, -1);
}

function notAnAddress(hostname: string): string {
  return `Cannot read an address: expected IPv4 or IPv6 in digits, got "${hostname}"`;
}
