import * as v from "valibot";
import costs from "./measured_costs.json" with { type: "json" };

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const Range = v.strictObject({ median: positive, max: positive });

/** Strict schema of what a plan is made from: a comparison's costs per session. */
export const MeasuredCosts = v.strictObject({
  source: v.string(),
  date: v.pipe(v.string(), v.isoDate()),
  machine: v.string(),
  /** Sessions of one gateway while it was measured. */
  sessions: v.pipe(v.number(), v.integer(), v.minValue(1)),
  variants: v.record(
    v.string(),
    v.strictObject({ cpu_us_per_session_second: Range, rss_bytes_per_session: Range }),
  ),
  model: v.strictObject({ cpu_us_per_request: positive }),
});

/** Costs per session, as they were measured. */
export type MeasuredCosts = v.InferOutput<typeof MeasuredCosts>;

/** The costs in `measured_costs.json`, those of `docs/results/2026-11-21.md`. */
export const measuredCosts: MeasuredCosts = v.parse(MeasuredCosts, costs);
