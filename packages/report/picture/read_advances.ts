/** How wide a font's characters are. */
export interface Advances {
  /** Font units of each character, by its code point. */
  readonly widths: ReadonlyMap<number, number>;
  readonly unitsPerEm: number;
}

/**
 * Reads from a TrueType file how far each character of the Basic Multilingual Plane moves the pen:
 * tables `head`, `hhea`, `hmtx` and the first `cmap` of format 4 (OpenType 1.9).
 *
 * @throws {Error} if a table is missing.
 */
export function readAdvances(font: Uint8Array): Advances {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = readTables(view);
  const metrics = tableOf(tables, "hmtx");
  const metricCount = view.getUint16(tableOf(tables, "hhea") + 34);
  const widths = new Map<number, number>();
  for (const [character, glyph] of readCharacters(view, tableOf(tables, "cmap"))) {
    // The last width holds for all glyphs behind it.
    widths.set(character, view.getUint16(metrics + 4 * Math.min(glyph, metricCount - 1)));
  }
  return { widths, unitsPerEm: view.getUint16(tableOf(tables, "head") + 18) };
}

function readTables(view: DataView): ReadonlyMap<string, number> {
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + 16 * i;
    const tag = [0, 1, 2, 3].map((at) => String.fromCharCode(view.getUint8(record + at))).join("");
    tables.set(tag, view.getUint32(record + 8));
  }
  return tables;
}

function tableOf(tables: ReadonlyMap<string, number>, tag: string): number {
  const offset = tables.get(tag);
  if (offset !== undefined) return offset;
  throw new Error(`Cannot read a font: expected a table ${tag}, got ${[...tables.keys()]}`);
}

function* readCharacters(view: DataView, cmap: number): Generator<[number, number]> {
  const table = findFormat4(view, cmap);
  const segments = view.getUint16(table + 6) / 2;
  const [ends, starts] = [table + 14, table + 16 + 2 * segments];
  const [deltas, ranges] = [starts + 2 * segments, starts + 4 * segments];
  for (let i = 0; i < segments; i++) {
    const [start, end] = [view.getUint16(starts + 2 * i), view.getUint16(ends + 2 * i)];
    const [delta, range] = [view.getUint16(deltas + 2 * i), view.getUint16(ranges + 2 * i)];
    for (let character = start; character <= end && character !== 0xffff; character++) {
      const at = ranges + 2 * i + range + 2 * (character - start);
      const glyph = range === 0 ? character : view.getUint16(at);
      if (glyph !== 0) yield [character, (glyph + delta) & 0xffff];
    }
  }
}

function findFormat4(view: DataView, cmap: number): number {
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const table = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    if (view.getUint16(table) === 4) return table;
  }
  throw new Error("Cannot read a font: expected a cmap of format 4, got none");
}
