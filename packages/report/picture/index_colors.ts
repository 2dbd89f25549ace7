/** A picture in which each pixel is one of a few colours. */
export interface IndexedImage {
  /** Red, green, blue of each colour. */
  readonly palette: readonly number[];
  /** Position in the palette of each pixel, row by row. */
  readonly pixels: Uint8Array;
}

/**
 * Reduces an opaque picture to its most frequent colours; the others, which are edges of letters,
 * become the nearest of them.
 *
 * @param rgba four bytes a pixel
 * @param maxColors at most 256
 */
export function indexColors(rgba: Uint8Array, maxColors: number): IndexedImage {
  const colors = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const kept = [...countColors(colors)]
    // By colour where they are as frequent, so that nothing depends on where they stand.
    .sort(([a, countA], [b, countB]) => countB - countA || a - b)
    .slice(0, maxColors)
    .map(([color]) => channels(color));
  const indices = new Map<number, number>();
  const pixels = new Uint8Array(rgba.length / 4);
  let [last, index] = [-1, 0];
  for (let i = 0; i < pixels.length; i++) {
    const color = colors.getUint32(4 * i) >>> 8;
    if (color !== last) {
      last = color;
      index = indices.get(color) ?? nearest(channels(color), kept);
      indices.set(color, index);
    }
    pixels[i] = index;
  }
  return { palette: kept.flat(), pixels };
}

/** How often there is each colour, as 0xrrggbb. Most pixels are like the one before. */
function countColors(colors: DataView): Map<number, number> {
  const counts = new Map<number, number>();
  let [last, run] = [-1, 0];
  for (let at = 0; at < colors.byteLength; at += 4) {
    const color = colors.getUint32(at) >>> 8;
    if (color !== last) {
      if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run);
      [last, run] = [color, 0];
    }
    run++;
  }
  return run > 0 ? counts.set(last, (counts.get(last) ?? 0) + run) : counts;
}

function channels(color: number): readonly number[] {
  return [color >> 16, color >> 8 & 0xff, color & 0xff];
}

function nearest([red, green, blue]: readonly number[], palette: readonly (readonly number[])[]) {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < palette.length; i++) {
    const other = palette[i]!;
    const distance = (other[0]! - red!) ** 2 + (other[1]! - green!) ** 2 + (other[2]! - blue!) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}
