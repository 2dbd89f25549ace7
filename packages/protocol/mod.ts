/**
 * The wire: what a client, a gateway and the inference service say to each other.
 *
 * Everything that more than one program must agree on stands here once: the size of a PCM frame,
 * the messages and their strict schemas, close codes, error kinds, the deterministic answer of the
 * inference simulator, and the audio that the load generator streams.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { encodePartial, parseServerMessage } from "@stt-bench/protocol";
 *
 * const partial = encodePartial({
 *   type: "partial", oldest_frame_seq: 1, newest_frame_seq: 50, frames: 50,
 *   rms: 5699.3, zero_crossings: 111, checksum: 1244816517, samples: 64000, transcript: "now",
 *   audio_bytes: 32000, cpu_passes: 4, model_delay_ms: 75, flush_lateness_ms: 0.4,
 *   inflight_model_jobs: 0,
 * });
 * const message = parseServerMessage(partial); // throws ProtocolError for anything else
 * assertEquals(message.newest_frame_seq, 50);
 * ```
 *
 * @module
 */
export * from "./answer.ts";
export * from "./audio_format.ts";
export * from "./close_code.ts";
export * from "./encode_error.ts";
export * from "./encode_partial.ts";
export * from "./endpoints.ts";
export * from "./error_kind.ts";
export * from "./generated_pcm.ts";
export * from "./inference_answer.ts";
export * from "./messages.ts";
