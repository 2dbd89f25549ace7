import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/**
 * Merges samples files: the rows of all, in the order in which they were received, and counted anew.
 *
 * @throws {TypeError} when a file has another header than the first, or not the columns that it takes.
 */
export function mergeSamples(files: readonly string[]): string {
  const tables = files.map((text) => parse(text) as string[][]);
  const header = tables[0]?.[0] ?? [];
  const [indexAt, receivedAt] = ["sample_index", "received_ms"].map((name) => header.indexOf(name));
  if (indexAt! < 0 || receivedAt! < 0) {
    throw new TypeError(
      `Cannot merge samples: expected the columns sample_index and received_ms, got ${header}`,
    );
  }
  const other = tables.find(([first = []]) => `${first}` !== `${header}`);
  if (other !== undefined) {
    throw new TypeError(`Cannot merge samples: expected the header ${header}, got ${other[0]}`);
  }
  const rows = tables.flatMap(([, ...rows]) => rows)
    .sort((a, b) => Number(a[receivedAt!]) - Number(b[receivedAt!]));
  for (const [index, row] of rows.entries()) row[indexAt!] = String(index);
  return stringify([header, ...rows]);
}
