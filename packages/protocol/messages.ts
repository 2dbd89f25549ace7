import * as v from "valibot";
import { ERROR_KINDS, ERROR_STAGES } from "./error_kind.ts";
import type { ErrorKind } from "./error_kind.ts";

const integer = v.safeInteger("a safe integer");
const count = v.pipe(v.number(), integer, v.minValue(0));
const positive = v.pipe(v.number(), integer, v.minValue(1));
const finite = v.pipe(v.number(), v.finite("a finite number"));
const milliseconds = v.pipe(finite, v.minValue(0));

/** Strict schema of the first message of a client. */
export const StartMessage = v.strictObject({ type: v.literal("start") });

/** The first message of a client: `{"type":"start"}`. */
export type StartMessage = v.InferOutput<typeof StartMessage>;

/** Strict schema of a `partial`: the answer to one batch. */
export const PartialMessage = v.strictObject({
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

/** The answer to one batch. Sequence numbers count a connection's frames from 1. */
export type PartialMessage = v.InferOutput<typeof PartialMessage>;

/** Strict schema of an `error`: a batch, or a range of dropped frames, that was not served. */
export const ErrorMessage = v.pipe(
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

/** A batch, or a range of dropped frames, that was not served. The connection stays open. */
export type ErrorMessage = v.InferOutput<typeof ErrorMessage>;

/** Everything that a gateway says in a text message. */
export const ServerMessage = v.variant("type", [PartialMessage, ErrorMessage]);

/** A `partial` or an `error`. */
export type ServerMessage = v.InferOutput<typeof ServerMessage>;

/** A message that breaks the wire protocol; `message` says what was expected and what came. */
export class ProtocolError extends Error {
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
