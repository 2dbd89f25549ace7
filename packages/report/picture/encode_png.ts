import { zlibSync } from "fflate";
import type { IndexedImage } from "./index_colors.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** IHDR: 8 bits a pixel, which is an index into the palette; not interlaced. */
const FORMAT = [8, 3, 0, 0, 0];

/**
 * Writes an indexed picture as PNG (W3C PNG, third edition). Deflate is that of a library in
 * JavaScript, since those of the runtimes write different bytes.
 */
export function encodePng({ palette, pixels }: IndexedImage, width: number): Uint8Array {
  const height = pixels.length / width;
  // Each line begins with its filter: none, as indices are no gradients.
  const lines = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  return concat([
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", Uint8Array.from([...uint32(width), ...uint32(height), ...FORMAT])),
    chunk("PLTE", Uint8Array.from(palette)),
    chunk("IDAT", zlibSync(lines, { level: 6 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const content = concat([new TextEncoder().encode(type), data]);
  return concat([uint32(data.length), content, uint32(crc32(content))]);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32 of a chunk, bit by bit (annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
