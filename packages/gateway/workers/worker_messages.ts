import { CLOSE_CAUSES } from "@stt-bench/core";
import { ERROR_KINDS } from "@stt-bench/protocol";
import type { ErrorKind } from "@stt-bench/protocol";
import * as v from "valibot";
import { REFUSAL_REASONS } from "../admission.ts";
import { CIRCUIT_STATES } from "../circuit_breaker.ts";
import { CLOSE_CODE_LABELS } from "../close_code_label.ts";
import { HISTOGRAM_BOUNDS_MS, perHistogram } from "../gateway_histograms.ts";
import type { GatewayNumbers } from "../gateway_numbers.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

function counts<Name extends string>(names: readonly Name[]) {
  const entries = Object.fromEntries(names.map((name) => [name, count]));
  return v.strictObject(entries as Record<Name, typeof count>);
}

const histograms = v.strictObject(perHistogram((name) =>
  v.strictObject({
    counts: v.pipe(v.array(count), v.length(HISTOGRAM_BOUNDS_MS[name].length + 1)),
    sumMs: v.pipe(v.number(), v.minValue(0)),
  })
));

const numbers: v.GenericSchema<GatewayNumbers> = v.strictObject({
  sessions: count,
  counters: v.strictObject({
    sessionsOpened: count,
    sessionsClosed: count,
    frames: counts(
      [
        "received",
        "acknowledged",
        "failed",
        "dropped",
        "discarded",
        "inFlight",
        "buffered",
      ] as const,
    ),
    partials: count,
    errors: counts(Object.keys(ERROR_KINDS) as ErrorKind[]),
    closes: counts(CLOSE_CAUSES),
  }),
  refusals: counts(REFUSAL_REASONS),
  closeCodes: counts(CLOSE_CODE_LABELS),
  histograms,
  bufferBytes: count,
  inference: v.strictObject({ inFlight: count, waiting: count, circuits: counts(CIRCUIT_STATES) }),
  userCpuUs: count,
  systemCpuUs: count,
  rssBytes: count,
  logLinesDropped: count,
});

const workerMessage = v.variant("event", [
  v.object({ event: v.literal("listening"), url: v.pipe(v.string(), v.url()) }),
  v.strictObject({ event: v.literal("numbers"), numbers }),
]);

/**
 * One line of JSON on a worker's standard output: that it listens, as every gateway says it, or what
 * it has counted, as an answer to a line on its standard input.
 */
export type WorkerMessage = v.InferOutput<typeof workerMessage>;

/** Reads a line of a worker; undefined if it is anything else. */
export function parseWorkerMessage(line: string): WorkerMessage | undefined {
  try {
    const result = v.safeParse(workerMessage, JSON.parse(line));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
