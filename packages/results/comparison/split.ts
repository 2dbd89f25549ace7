import * as v from "valibot";
import { Ratio } from "./ratio.ts";

/** What is split: the one metric whose parts can be added. */
export const SPLIT_METRIC = "cpu_us_per_session_second";

/** A gateway with tuned parts, and its metric ÷ that of the gateway without. */
const Part = v.strictObject({ target: v.string(), ratio: v.nullable(Ratio) });

/** Strict schema of {@linkcode Split}; a ratio is null where no round is valid of all its targets. */
export const Split = v.strictObject({
  runtime: v.string(),
  workers: v.pipe(v.number(), v.integer(), v.minValue(1)),
  metric: v.literal(SPLIT_METRIC),
  /** The client that the runtime brings along. */
  own_client: v.nullable(v.string()),
  /** The target without any tuned part. */
  neither: v.string(),
  client: Part,
  sockets: Part,
  both: Part,
  /**
   * (sockets + client) ÷ (neither + both): 1 where the savings of the parts add up, less where they
   * overlap.
   */
  additivity: v.nullable(Ratio),
});

/** How the gain of a tuned gateway splits into that of its sockets and that of its client. */
export type Split = v.InferOutput<typeof Split>;
