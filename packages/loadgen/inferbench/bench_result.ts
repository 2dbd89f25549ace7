import { FRAME_BYTES } from "@stt-bench/protocol";
import { Latency } from "@stt-bench/results";
import * as v from "valibot";
import { round3 } from "../round3.ts";
import type { DriveEnd } from "./drive.ts";
import { FAILURE_CAUSES } from "./inference_client.ts";
import type { Recorder } from "./recorder.ts";
import type { Settings } from "./settings.ts";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Strict schema of what the inference bench prints; the existing benchmark's fields come first. */
export const BenchResult = v.strictObject({
  url: v.string(),
  mode: v.picklist(["open_loop", "closed_loop"]),
  duration_secs: amount,
  concurrency: count,
  clients: count,
  target_rps: v.nullable(amount),
  payload_frames: count,
  payload_bytes: count,
  cpu_passes: count,
  timeout_ms: amount,
  connect_timeout_ms: amount,
  attempted: count,
  completed: count,
  errors: v.strictObject(v.entriesFromList(FAILURE_CAUSES, count)),
  error_samples: v.pipe(v.array(v.string()), v.maxLength(5)),
  attempted_rps: amount,
  completed_rps: amount,
  /** From the send of a request to its whole answer. */
  latency: Latency,
  /** Ours from here on. */
  protocol: v.picklist(["h2", "h1"]),
  ended: v.picklist(["complete", "interrupted"]),
  /** Until the last answer; the rates refer to it. */
  elapsed_secs: amount,
  /** Open loop: due, but never sent, since `concurrency` requests were under way. */
  not_sent: count,
  /** Open loop: from when a request was due to its answer. Null in a closed loop. */
  latency_from_schedule: v.nullable(Latency),
  /** Open loop: how late our own schedule was. Null in a closed loop. */
  send_lateness: v.nullable(Latency),
  generator: v.strictObject({
    runtime: v.picklist(["deno", "node", "bun"]),
    version: v.string(),
    /** Of one core, while requests were sent. */
    cpu_percent: amount,
  }),
});

/** What the inference bench prints. */
export type BenchResult = v.InferOutput<typeof BenchResult>;

/** Puts a result together. */
export function benchResult(
  settings: Settings,
  recorder: Recorder,
  end: DriveEnd,
  generator: BenchResult["generator"],
): BenchResult {
  const elapsedSecs = end.elapsedMs / 1000;
  const isOpen = settings.rps !== undefined;
  return {
    url: settings.url,
    mode: isOpen ? "open_loop" : "closed_loop",
    duration_secs: settings.durationSecs,
    concurrency: settings.concurrency,
    clients: settings.clients,
    target_rps: settings.rps ?? null,
    payload_frames: settings.payloadFrames,
    payload_bytes: settings.payloadFrames * FRAME_BYTES,
    cpu_passes: settings.cpuPasses,
    timeout_ms: settings.timeoutMs,
    connect_timeout_ms: settings.connectTimeoutMs,
    attempted: recorder.attempted,
    completed: recorder.completed,
    errors: { ...recorder.errors },
    error_samples: [...recorder.errorSamples],
    attempted_rps: rate(recorder.attempted, elapsedSecs),
    completed_rps: rate(recorder.completed, elapsedSecs),
    latency: recorder.latency.summary(),
    protocol: settings.protocol,
    ended: end.ended,
    elapsed_secs: round3(elapsedSecs),
    not_sent: end.notSent,
    latency_from_schedule: isOpen ? recorder.latencyFromSchedule.summary() : null,
    send_lateness: isOpen ? recorder.sendLateness.summary() : null,
    generator,
  };
}

function rate(requests: number, seconds: number): number {
  return seconds > 0 ? Math.round(requests / seconds * 10) / 10 : 0;
}
