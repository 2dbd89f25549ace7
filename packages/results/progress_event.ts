import * as v from "valibot";
import { RUN_PHASES } from "./run_phase.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Null when there was nothing to time. */
const latency = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));

/** When and in which phase: milliseconds since the run began, and since 1970. */
const moment = {
  phase: v.picklist(RUN_PHASES),
  at_ms: v.pipe(v.number(), v.finite(), v.minValue(0)),
  epoch_ms: v.pipe(v.number(), v.finite()),
};

/** Strict schema of {@linkcode ProgressEvent}. */
export const ProgressEvent = v.variant("event", [
  v.strictObject({ event: v.literal("phase"), ...moment }),
  v.strictObject({
    event: v.literal("progress"),
    ...moment,
    sessions_open: count,
    sessions_broken: count,
    frames_sent: count,
    partials: count,
    errors: count,
    newest_p50_ms: latency,
    newest_p95_ms: latency,
  }),
  v.strictObject({ event: v.literal("problem"), ...moment, message: v.string() }),
]);

/**
 * One line of JSON that the load generator writes to standard error with `--progress json`.
 *
 * - `phase`: this phase begins now; each phase is announced at most once, `done` always.
 * - `progress`: once a second; `partials` counts the whole run, unlike that of a summary, and the
 *   latencies (newest frame → partial) are of the partials since the last `progress`.
 * - `problem`: something went wrong that the run survives or ends with; one line for people.
 */
export type ProgressEvent = v.InferOutput<typeof ProgressEvent>;

/** Reads one line of the load generator's standard error; undefined when it is something else. */
export function parseProgressEvent(line: string): ProgressEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const result = v.safeParse(ProgressEvent, JSON.parse(line));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
