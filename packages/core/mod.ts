/**
 * The session core: what a gateway for streaming speech-to-text does, without sockets, timers or a
 * runtime. Bring a WebSocket ({@linkcode serveWebSocket} takes those of `ws` and Deno,
 * {@linkcode SessionSocket} is what any other must do) and a model ({@linkcode transcriptInference}); it
 * numbers, buffers and flushes frames, keeps at most one batch in flight for each session, bounds what
 * a slow model or a slow client can make it hold, and accounts for every frame.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Sessions, transcriptInference } from "@stt-bench/core";
 * import { generatedPcm } from "@stt-bench/protocol";
 *
 * const sessions = new Sessions({
 *   inference: transcriptInference((samples) => Promise.resolve(`${samples.length} samples`)),
 *   settings: { flushIntervalMs: 40 },
 * });
 *
 * const partial = await new Promise<string>((resolve) => {
 *   const session = sessions.open({
 *     send: (text) => (resolve(text), "sent"),
 *     close: () => {},
 *     terminate: () => {},
 *   });
 *   session.receiveText('{"type":"start"}');
 *   session.receiveFrame(new Uint8Array(generatedPcm(0, 1, 1).buffer));
 * });
 * assertEquals(JSON.parse(partial).transcript, "320 samples");
 * ```
 *
 * @module
 */
export * from "./batch_buffer.ts";
export * from "./batch_layout.ts";
export * from "./inference_failure.ts";
export * from "./patience.ts";
export * from "./ports.ts";
export * from "./promised_inference.ts";
export { Session } from "./session.ts";
export type { SessionPhase } from "./session.ts";
export { CLOSE_CAUSES, createSessionCounters, isBalanced } from "./session_counters.ts";
export type { CloseCause, FrameLedger, SessionCounters } from "./session_counters.ts";
export type { SessionEnd } from "./session_host.ts";
export * from "./session_messages.ts";
export * from "./session_settings.ts";
export * from "./serve_web_socket.ts";
export * from "./sessions.ts";
export * from "./system_clock.ts";
export * from "./timer_wheel.ts";
export * from "./transcript_inference.ts";
export * from "./wire_messages.ts";
