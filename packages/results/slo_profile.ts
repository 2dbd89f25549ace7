import * as v from "valibot";
import { parseJson } from "./parse_json.ts";

const limit = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Strict schema of {@linkcode SloProfile}. */
export const SloProfile = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  newest_p50_ms: limit,
  newest_p95_ms: limit,
  oldest_p50_ms: limit,
  oldest_p95_ms: limit,
  max_error_ratio: limit,
  min_partials: limit,
});

/**
 * The limits of a service level. The latencies are bounded twice, with the same limits: counted from
 * the actual sends and from the schedule. `max_error_ratio` bounds errors / (partials + errors), and is the
 * budget of missing frames and partials (of those due) and of silent sessions (of all) as well.
 */
export type SloProfile = v.InferOutput<typeof SloProfile>;

/** The service level that results are published with. */
export const BALANCED: SloProfile = {
  name: "balanced",
  newest_p50_ms: 200,
  newest_p95_ms: 350,
  oldest_p50_ms: 1200,
  oldest_p95_ms: 1650,
  max_error_ratio: 1e-5,
  min_partials: 1,
};

/**
 * Reads a profile from the JSON text of a file.
 *
 * @throws {Error} that names the first wrong field.
 */
export function parseSloProfile(json: string): SloProfile {
  return parseJson(SloProfile, json, "an SLO profile");
}
