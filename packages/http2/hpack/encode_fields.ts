import { Buffer } from "node:buffer";
import { staticTable } from "./static_table.ts";

/**
 * Encodes a header block that leaves the peer's dynamic table alone, so that the same bytes can be
 * sent again and again: fields of the static table by index, all others as literals without indexing
 * and without Huffman coding (RFC 7541 §6.1, §6.2.2). One character of a text is one byte.
 */
export function encodeFields(fields: Iterable<readonly [name: string, value: string]>): Uint8Array {
  return Buffer.concat([...fields].map(([name, value]) => encodeField(name, value)));
}

function encodeField(name: string, value: string): Uint8Array {
  const whole = staticTable.findIndex((field) => field.name === name && field.value === value);
  if (whole >= 0) return encodeInteger(whole + 1, 7, 0x80);
  const named = staticTable.findIndex((field) => field.name === name);
  const texts = named < 0 ? [name, value] : [value];
  return Buffer.concat([encodeInteger(named + 1, 4, 0), ...texts.map(encodeText)]);
}

function encodeText(text: string): Uint8Array {
  const bytes = Buffer.from(text, "latin1");
  return Buffer.concat([encodeInteger(bytes.length, 7, 0), bytes]);
}

/** RFC 7541 §5.1. */
function encodeInteger(value: number, prefixBits: number, flags: number): Uint8Array {
  const max = 2 ** prefixBits - 1;
  if (value < max) return Uint8Array.of(flags | value);
  const bytes = [flags | max];
  let rest = value - max;
  for (; rest >= 0x80; rest >>>= 7) bytes.push(rest & 0x7f | 0x80);
  return Uint8Array.of(...bytes, rest);
}
