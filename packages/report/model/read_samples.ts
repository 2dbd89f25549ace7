import { createReadStream } from "node:fs";
import { quantile } from "@stt-bench/statistics";
import { parse } from "csv-parse";
import type { TimePoint } from "./time_point.ts";

/** The header of a samples file: ours and the existing benchmark's is the same. */
const COLUMNS = [
  "sample_index",
  "session_id",
  "oldest_frame_seq",
  "newest_frame_seq",
  "frames",
  "transcript",
  "audio_bytes",
  "newest_latency_ms",
  "oldest_latency_ms",
  "flush_lateness_ms",
  "received_ms",
] as const;

const NEWEST = COLUMNS.indexOf("newest_latency_ms");
const OLDEST = COLUMNS.indexOf("oldest_latency_ms");
const RECEIVED = COLUMNS.indexOf("received_ms");

const MS_PER_POINT = 1000;

/** The latencies of one second, in milliseconds. */
interface Second {
  readonly newest: number[];
  readonly oldest: number[];
}

/**
 * Reads a samples file, a row for each measured partial, into points of a second each.
 *
 * @throws {Error} that names the file, the row and what is wrong with it.
 */
export async function readSamples(path: string): Promise<readonly TimePoint[]> {
  const seconds = new Map<number, Second>();
  let row = 0;
  try {
    const parser = parse({ relax_column_count: true });
    createReadStream(path).on("error", (error) => parser.destroy(error)).pipe(parser);
    for await (const fields of parser) {
      if (row++ === 0) checkHeader(fields);
      else addRow(seconds, fields);
    }
    if (row === 0) throw new Error("expected a header, got an empty file");
  } catch (error) {
    const where = row === 0 ? "" : `row ${row}: `;
    throw new Error(`Cannot read ${path}: ${where}${(error as Error).message}`);
  }
  return [...seconds].sort(([a], [b]) => a - b).map(([second, of]) => toPoint(second, of));
}

function checkHeader(fields: readonly string[]): void {
  if (fields.join() === COLUMNS.join()) return;
  throw new Error(`expected the header ${COLUMNS.join()}, got ${fields.join()}`);
}

function addRow(seconds: Map<number, Second>, fields: readonly string[]): void {
  if (fields.length !== COLUMNS.length) {
    throw new Error(`expected ${COLUMNS.length} fields, got ${fields.length}`);
  }
  const second = Math.floor(readMs(fields, RECEIVED) / MS_PER_POINT);
  const { newest, oldest } = seconds.get(second) ?? { newest: [], oldest: [] };
  newest.push(readMs(fields, NEWEST));
  oldest.push(readMs(fields, OLDEST));
  seconds.set(second, { newest, oldest });
}

function readMs(fields: readonly string[], column: number): number {
  const text = fields[column]!;
  const value = Number(text);
  if (text !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new Error(`${COLUMNS[column]}: expected milliseconds ≥ 0, got ${JSON.stringify(text)}`);
}

function toPoint(second: number, { newest, oldest }: Second): TimePoint {
  const [newestMs, oldestMs] = [newest, oldest].map((values) => values.sort((a, b) => a - b));
  return {
    atSecs: second * MS_PER_POINT / 1000,
    partials: newest.length,
    newestP50Ms: quantile(newestMs!, 0.5),
    newestP95Ms: quantile(newestMs!, 0.95),
    oldestP50Ms: quantile(oldestMs!, 0.5),
    oldestP95Ms: quantile(oldestMs!, 0.95),
  };
}
