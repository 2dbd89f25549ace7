import * as v from "valibot";

/** What stays of a barrier once it has fallen. */
export const FallenBarrier = v.strictObject({
  of: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** The common start, by the collector's clock. */
  start_at_epoch_ms: v.pipe(v.number(), v.safeInteger()),
  /** By shard, the id that the one let through had chosen; null for one without. */
  ids: v.array(v.nullable(v.string())),
});

/** What stays of a barrier once it has fallen. */
export type FallenBarrier = v.InferOutput<typeof FallenBarrier>;
