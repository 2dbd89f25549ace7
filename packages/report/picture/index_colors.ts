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
  const colors = new Uint32Array(rgba.length / 4);
  const counts = new Map<number, number>();
  for (let i = 0; i < colors.length; i++) {
    const color = rgba[4 * i]! << 16 | rgba[4 * i + 1]! << 8 | rgba[4 * i + 2]!;
    colors[i] = color;
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const kept = [...counts]
    // By colour where they are as frequent, so that nothing depends on where they stand.
    .sort(([a, countA], [b, countB]) => countB - countA || a - b)
    .slice(0, maxColors)
    .map(([color]) => color);
  const indices = new Map<number, number>();
  for (const color of counts.keys()) indices.set(color, nearest(color, kept));
  return {
    palette: kept.flatMap(channels),
    pixels: Uint8Array.from(colors, (c) => indices.get(c)!),
  };
}

function channels(color: number): [number, number, number] {
  return [color >> 16, color >> 8 & 0xff, color & 0xff];
}

function nearest(color: number, palette: readonly number[]): number {
  const [red, green, blue] = channels(color);
  let [best, least] = [0, Infinity];
  for (const [index, other] of palette.entries()) {
    const [r, g, b] = [other >> 16, other >> 8 & 0xff, other & 0xff];
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
