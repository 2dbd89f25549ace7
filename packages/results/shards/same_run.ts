import type { RunSummary } from "../run_summary.ts";

/** Fields that all shards of a run have in common; `url` and `samples_file` may be each one's own. */
const COMMON = [
  "service_name",
  "repeat",
  "warmup_secs",
  "measure_secs",
  "ramp_up_secs",
  "session_start_spread_ms",
] as const satisfies readonly (keyof RunSummary)[];

/**
 * Makes sure that `shards` are different parts of one run.
 *
 * @throws {TypeError} that says which is not, and in what.
 */
export function expectSameRun(shards: readonly RunSummary[]): void {
  const [first, ...others] = shards;
  if (first === undefined) throw new TypeError("Cannot merge shards: expected some, got none");
  const expected = identityOf(first);
  for (const shard of others) {
    const { shard_index: index, shard_count: count } = shard.config;
    const got = identityOf(shard);
    for (const [name, value] of Object.entries(expected)) {
      if (value === got[name]) continue;
      throw new TypeError(
        `Cannot merge shard ${index}/${count}: expected ${name} ${value}, got ${got[name]}`,
      );
    }
  }
  const indexes = shards.map(({ config }) => config.shard_index);
  const twice = indexes.find((index, i) => indexes.indexOf(index) !== i);
  if (twice === undefined) return;
  throw new TypeError(
    `Cannot merge shards: expected each once, got ${twice}/${first.config.shard_count} twice`,
  );
}

/** What tells one run from another, by name. */
function identityOf(shard: RunSummary): Record<string, unknown> {
  const { shard_index: _, ...config } = shard.config;
  return {
    ...Object.fromEntries(COMMON.map((name) => [name, shard[name]])),
    ...config,
    start: shard.start?.at_epoch_ms,
  };
}
