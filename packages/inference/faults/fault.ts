import * as v from "valibot";

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600_000));

/** Strict schema of a fault of one answer: what the client gets instead of the right answer, or how. */
export const AnswerFault = v.variant("kind", [
  /** A status with an empty body; `retry_after` in seconds, or as the text that is sent. */
  v.strictObject({
    kind: v.literal("status"),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    retry_after: v.optional(
      v.union([
        v.pipe(v.number(), v.integer(), v.minValue(0)),
        v.pipe(v.string(), v.regex(/^[ -~]+$/)),
      ]),
    ),
  }),
  /** 200 with a body that no strict client may take; `huge` is right but for 100 000 bytes of transcript. */
  v.strictObject({
    kind: v.literal("body"),
    body: v.picklist([
      "malformed",
      "truncated",
      "extra-field",
      "missing-field",
      "wrong-type",
      "not-finite",
      "huge",
    ]),
  }),
  /** 200 with exactly these bytes as its body, which may be right or wrong. */
  v.strictObject({ kind: v.literal("bytes"), base64: v.pipe(v.string(), v.base64()) }),
  /** The right answer, `ms` later. */
  v.strictObject({ kind: v.literal("stall"), ms: milliseconds }),
  /** The right answer byte by byte, one every `interval_ms`. */
  v.strictObject({ kind: v.literal("drip"), interval_ms: milliseconds }),
  /** TCP reset after part of the header block, or after half of the body. */
  v.strictObject({ kind: v.literal("reset"), during: v.picklist(["headers", "body"]) }),
  /** HTTP/2: RST_STREAM with an error code (RFC 9113 §7). */
  v.strictObject({
    kind: v.literal("rst-stream"),
    code: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
  }),
  /** HTTP/2: GOAWAY, then the right answer on a connection that stays; or no answer and a closed one. */
  v.strictObject({ kind: v.literal("goaway"), connection: v.picklist(["keep", "close"]) }),
]);

/** A fault of one answer. */
export type AnswerFault = v.InferOutput<typeof AnswerFault>;

/** Strict schema of a fault of a connection: SETTINGS that a client rarely meets. HTTP/2 only. */
export const ConnectionFault = v.variant("kind", [
  /** A stream's window of `bytes`: a body needs many WINDOW_UPDATEs. */
  v.strictObject({
    kind: v.literal("tiny-window"),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  }),
  /** No window at all, and none is ever granted: a request with a body cannot finish. */
  v.strictObject({ kind: v.literal("no-window") }),
  /** SETTINGS_MAX_CONCURRENT_STREAMS of `streams`. */
  v.strictObject({
    kind: v.literal("max-streams"),
    streams: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(256)),
  }),
]);

/** A fault of a connection. */
export type ConnectionFault = v.InferOutput<typeof ConnectionFault>;

/** Strict schema of the body of `POST /faults`: each fault strikes the next `times` requests or connections. */
export const FaultPlan = v.pipe(
  v.array(
    v.strictObject({
      fault: v.variant("kind", [AnswerFault, ConnectionFault]),
      times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e9)), 1),
    }),
  ),
  v.minLength(1),
);

/** What `POST /faults` takes; faults strike in this order. */
export type FaultPlan = v.InferOutput<typeof FaultPlan>;
