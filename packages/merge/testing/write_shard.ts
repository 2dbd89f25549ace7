import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createHistograms, toHistogramFile } from "@stt-bench/results";
import { runSummary } from "@stt-bench/results/testing";

/** Header of the samples of {@linkcode writeShard}. */
export const SAMPLES_HEADER = "sample_index,session_id,transcript,received_ms\n";

/** What is special about a shard. */
export interface ShardOptions {
  readonly service?: string;
  /** Rows of its samples; without them it has kept none. */
  readonly samples?: string;
}

/** Writes the files of shard `index` of 2 to `folder`, and returns the path of its summary. */
export async function writeShard(
  folder: string,
  index: 0 | 1,
  { service = "bun", samples }: ShardOptions = {},
): Promise<string> {
  const summary = runSummary({ service_name: service });
  const config = { ...summary.config, shard_index: index, shard_count: 2 };
  const file = (kind: string) => join(folder, `${service}-2s.shard-${index}-of-2.${kind}`);
  await writeFile(file("summary.json"), JSON.stringify({ ...summary, config }));
  await writeFile(file("histograms.json"), JSON.stringify(toHistogramFile(createHistograms())));
  if (samples !== undefined) await writeFile(file("samples.csv"), SAMPLES_HEADER + samples);
  return file("summary.json");
}
