/**
 * A page that streams speech to a gateway and shows what comes back, while it comes.
 *
 * `page/` is what a browser runs: plain JavaScript without a build step, to be copied. From the ear to
 * the wire: `audio_source.js` opens a microphone, a file or a tone; `frame_worklet.js` makes frames of it
 * in the audio thread ({@linkcode FrameMaker}, {@linkcode Resampler}); {@linkcode SttClient} sends them
 * over one {@linkcode SttConnection} after the other. The rest of it draws. None of those four knows the
 * DOM:
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { FrameMaker, SttClient } from "@stt-bench/demo";
 *
 * const phases: string[] = [];
 * const words: string[] = [];
 * const client = new SttClient({
 *   url: "ws://127.0.0.1:3000/ws/stt",
 *   onState: ({ phase }) => phases.push(phase),
 *   onPartial: ({ transcript }, { newestMs }) => words.push(`${transcript} after ${newestMs} ms`),
 * });
 *
 * let frames = 0;
 * const maker = new FrameMaker(48_000, (frame) => {
 *   frames++;
 *   client.sendFrame(frame); // 640 bytes; thrown away here, as nobody has called client.connect()
 * });
 * maker.push(new Float32Array(48_000)); // one second, as a browser's microphone gives it
 * maker.end();
 * assertEquals(frames, 50);
 * assertEquals([client.state, phases, words], [{ phase: "idle" }, [], []]);
 * ```
 *
 * What is outside of `page/` serves it: `deno task demo` is in `main.ts`.
 *
 * @module
 */
export { FrameMaker } from "./page/frame_maker.js";
export { Resampler } from "./page/resampler.js";
export { SttClient } from "./page/stt_client.js";
export type { State, SttClientOptions } from "./page/stt_client.js";
export { SttConnection } from "./page/stt_connection.js";
export type { ConnectionOptions, End, Latency, Traffic } from "./page/stt_connection.js";
