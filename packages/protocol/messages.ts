import * as v from "valibot";
import { ERROR_KINDS, ERROR_STAGES } from "./error_kind.ts";
import type { ErrorKind, ErrorStage } from "./error_kind.ts";
import type { InferenceAnswer } from "./inference_answer.ts";

const integer = v.safeInteger("a safe integer");
const count = v.pipe(v.number(), integer, v.minValue(0));
const positive = v.pipe(v.number(), integer, v.minValue(1));
const finite = v.pipe(v.number(), v.finite("a finite number"));
const milliseconds = v.pipe(finite, v.minValue(0));

/** The first message of a client: `{"type":"start"}`. */
export interface StartMessage {
  /** Which message it is. */
  type: "start";
}

/** Strict schema of a {@linkcode StartMessage}. */
export const StartMessage: v.GenericSchema<StartMessage> = v.strictObject({
  type: v.literal("start"),
});

/** The answer to one batch. Sequence numbers count a connection's frames from 1. */
export interface PartialMessage extends InferenceAnswer {
  /** Which message it is. */
  type: "partial";
  /** Sequence number of its first frame. */
  oldest_frame_seq: number;
  /** Sequence number of its last frame. */
  newest_frame_seq: number;
  /** Frames in the batch. */
  frames: number;
  /** Passes that the model was asked to make. */
  cpu_passes: number;
  /** Nominal latency of the model. */
  model_delay_ms: number;
  /** How long after its due time the batch was flushed. */
  flush_lateness_ms: number;
  /** Other requests that this connection has in flight: 0, as it has one at most. */
  inflight_model_jobs: number;
}

const partial = v.strictObject({
  type: v.literal("partial"),
  oldest_frame_seq: positive,
  newest_frame_seq: positive,
  frames: positive,
  rms: finite,
  zero_crossings: count,
  checksum: count,
  samples: count,
  transcript: v.pipe(v.string(), v.nonEmpty()),
  audio_bytes: count,
  cpu_passes: count,
  model_delay_ms: count,
  flush_lateness_ms: milliseconds,
  inflight_model_jobs: count,
});

/** Strict schema of a {@linkcode PartialMessage}. */
export const PartialMessage: v.GenericSchema<PartialMessage> = partial;

/** A batch, or a range of dropped frames, that was not served. The connection stays open. */
export interface ErrorMessage {
  /** Which message it is. */
  type: "error";
  /** Where it was lost: the stage that goes with `kind`. */
  stage: ErrorStage;
  /** What happened. */
  kind: ErrorKind;
  /** For people: what was expected and what came. */
  message: string;
  /** Sequence number of its first frame. */
  oldest_frame_seq: number;
  /** Sequence number of its last frame. */
  newest_frame_seq: number;
  /** Frames in the batch or range. */
  frames: number;
  /** Bytes of PCM in them. */
  audio_bytes: number;
  /** Time since the oldest of them arrived. */
  oldest_age_ms: number;
  /** Time since the newest of them arrived. */
  newest_age_ms: number;
  /** How long after its due time the batch was flushed. */
  flush_lateness_ms: number;
  /** Time that the request took; null where there was none. */
  inference_elapsed_ms: number | null;
  /** Requests that this connection had in flight, this one included: 1, or 0 for dropped frames. */
  inflight_gateway_batches: number;
  /** Frames of this connection that wait for the next flush. */
  gateway_buffer_frames: number;
  /** HTTP status of the inference service, where there was one. */
  inference_status: number | null;
  /** Could the same batch succeed later? */
  retryable: boolean;
}

const error = v.pipe(
  v.strictObject({
    type: v.literal("error"),
    stage: v.picklist(ERROR_STAGES),
    kind: v.picklist(Object.keys(ERROR_KINDS) as ErrorKind[]),
    message: v.string(),
    oldest_frame_seq: positive,
    newest_frame_seq: positive,
    frames: positive,
    audio_bytes: count,
    oldest_age_ms: milliseconds,
    newest_age_ms: milliseconds,
    flush_lateness_ms: milliseconds,
    inference_elapsed_ms: v.nullable(milliseconds),
    inflight_gateway_batches: count,
    gateway_buffer_frames: count,
    inference_status: v.nullable(count),
    retryable: v.boolean(),
  }),
  v.check(
    ({ kind, stage }) => ERROR_KINDS[kind].stage === stage,
    "the stage that goes with the kind",
  ),
  v.check(
    ({ kind, retryable }) => ERROR_KINDS[kind].retryable === retryable,
    "the retryable that goes with the kind",
  ),
);

/** Strict schema of an {@linkcode ErrorMessage}. */
export const ErrorMessage: v.GenericSchema<ErrorMessage> = error;

/** Everything that a gateway says in a text message: a `partial` or an `error`. */
export type ServerMessage = PartialMessage | ErrorMessage;

/** Strict schema of a {@linkcode ServerMessage}. */
export const ServerMessage: v.GenericSchema<ServerMessage> = v.variant("type", [partial, error]);

/** A message that breaks the wire protocol; `message` says what was expected and what came. */
export class ProtocolError extends Error {
  /** Names the class, where errors are printed. */
  override name = "ProtocolError";
}

/** Is `text` exactly the start message? Spelling (white space, escapes) is free, content is not. */
export function isStartMessage(text: string): boolean {
  if (text === '{"type":"start"}') return true;
  try {
    return v.is(StartMessage, JSON.parse(text));
  } catch {
    return false;
  }
}

/**
 * Parses one text message of a gateway.
 *
 * @throws {ProtocolError} when it is not JSON or not exactly a `partial` or an `error`.
 */
export function parseServerMessage(text: string): ServerMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolError(`Cannot parse a server message: expected JSON, got ${excerpt(text)}`);
  }
  const result = v.safeParse(ServerMessage, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? "message";
  throw new ProtocolError(
    `Cannot parse a server message: ${path}: expected ${
      issue.expected ?? issue.message
    }, got ${issue.received} in ${excerpt(text)}`,
  );
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
