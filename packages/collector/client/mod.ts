/**
 * What a shard needs of a collector: its clock, its barrier, and a place for files. Every request is
 * made again while the collector is away or shuts down, for as long as the caller is patient.
 *
 * @module
 */
export { FILE_NAME } from "../names.ts";
export { CollectorError } from "./collector_error.ts";
export { joinBarrier } from "./join_barrier.ts";
export type { Shard } from "./join_barrier.ts";
export { measureClock } from "./measure_clock.ts";
export type { ClockOptions, ClockReading } from "./measure_clock.ts";
export type { Patience } from "./retry.ts";
export { runUrl } from "./run_url.ts";
export { uploadFile } from "./upload_file.ts";
