/** A picture in which each pixel is one of a few colours. */
export interface IndexedImage {
  /** Red, green, blue of each colour. */
  readonly palette: readonly number[];
  /** Position in the palette of each pixel, row by row. */
  readonly pixels: Uint8Array;
}

/**
 * Reduces an opaque picture to a few of its colours; the others, which are edges of letters, become the
 * nearest of them.
 *
 * @param rgba four bytes a pixel
 * @param maxColors at most 256
 */
export function indexColors(rgba: Uint8Array, maxColors: number): IndexedImage {
  const colors = new DataView(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const palette = choosePalette(countColors(colors), maxColors);
  const indices = new Map<number, number>();
  const pixels = new Uint8Array(rgba.length / 4);
  let [last, index] = [-1, 0];
  for (let i = 0; i < pixels.length; i++) {
    const color = colors.getUint32(4 * i) >>> 8;
    if (color !== last) {
      last = color;
      index = indices.get(color) ?? nearest(color, palette);
      indices.set(color, index);
    }
    pixels[i] = index;
  }
  return {
    palette: palette.flatMap((color) => [color >> 16, color >> 8 & 0xff, color & 0xff]),
    pixels,
  };
}

/**
 * The most frequent colour, and then again and again the one whose pixels would lose most: of a small
 * mark there are few, but none is like it.
 */
function choosePalette(counts: ReadonlyMap<number, number>, maxColors: number): number[] {
  const left = [...counts].map(([color, count]) => ({ color, count, distance: 1 }));
  const palette: number[] = [];
  while (palette.length < maxColors) {
    let best = left[0]!;
    for (const one of left) {
      const [loss, most] = [one.count * one.distance, best.count * best.distance];
      // By colour where they lose as much, so that nothing depends on where they stand.
      if (loss > most || loss === most && one.color < best.color) best = one;
    }
    if (best.distance === 0) break;
    palette.push(best.color);
    for (const one of left) {
      const distance = distanceOf(one.color, best.color);
      if (palette.length === 1 || distance < one.distance) one.distance = distance;
    }
  }
  return palette;
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

function nearest(color: number, palette: readonly number[]): number {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < palette.length; i++) {
    const distance = distanceOf(color, palette[i]!);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** Square of the distance in red, green and blue. */
function distanceOf(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
  const blue = (a & 0xff) - (b & 0xff);
  return red * red + green * green + blue * blue;
}
