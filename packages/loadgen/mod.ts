/**
 * The load generator: streams real-time audio over many WebSocket sessions to one gateway, and
 * times its answers. `main.ts` is the program; this is what it is made of, for other programs.
 *
 * It is open-loop: each frame has its place on a schedule that a slow gateway never slows. So three
 * things are kept apart: when a frame was due, when the generator reached it (its own lateness), and
 * when the kernel had taken it (the gateway's back-pressure). What comes back is checked strictly,
 * and every frame is accounted for.
 *
 * How it works, from the outside in: a {@linkcode LoadRun} takes its sessions through the phases of
 * a run; a session connects, and then its audio stream sends a ready-made frame whenever the shared
 * wheel says that one is due; what sessions count and time goes to one recorder, which
 * {@linkcode measurements} turns into results.
 *
 * Its WebSocket client (`websocket/`) is its own: it sends the ready-made frames as they are, and a
 * mistake that it shared with a gateway's would not be seen.
 *
 * Several processes, on as many machines, can share the sessions of one run (`--shard i/n`): frames,
 * payloads and phases stay as if one had them all. They begin at the same instant, given by
 * `--start-at` or, by the clock of a collector, once all have come to its `--barrier`; `--upload` leaves
 * there what `@stt-bench/merge` makes one run of. A shard that waits in vain, or can't leave its
 * results, ends with exit code 3.
 *
 * ```ts
 * import { everyMs, generatedFrames, LoadRun, measurements, nodeTransport, parseSettings } from "@stt-bench/loadgen";
 * import type { RunListener } from "@stt-bench/loadgen";
 *
 * async function tenSessions(url: string, listener: RunListener) {
 *   const settings = parseSettings(["--url", url, "--sessions", "10", "--measure-secs", "5"]);
 *   const run = new LoadRun(settings, {
 *     transport: nodeTransport,
 *     source: generatedFrames(),
 *     samples: undefined,
 *     clock: () => performance.now(),
 *     everyMs,
 *     readUsage: () => ({ cpuMs: 0, rssBytes: 0 }),
 *     readInterference: () => ({ throttledMs: null, ticks: null }),
 *     listener,
 *   });
 *   const outcome = await run.run(AbortSignal.timeout(60_000));
 *   return measurements(settings, outcome, { runtime: "node", version: "26", cpuShareCores: 1 });
 * }
 * ```
 *
 * @module
 */
export type { FrameSource } from "./audio/frame_source.ts";
export { generatedFrames } from "./audio/generated_frames.ts";
export { readRecording } from "./audio/read_recording.ts";
export { recordedFrames } from "./audio/recorded_frames.ts";
export { everyMs } from "./every_ms.ts";
export type { Usage } from "./generator_usage.ts";
export { LoadRun } from "./load_run.ts";
export type { RunListener, RunOutcome, RunPorts } from "./load_run.ts";
export type { Interference } from "./machine/interference.ts";
export { measurements } from "./measurements.ts";
export type { GeneratorFacts } from "./measurements.ts";
export type { RunRecorder } from "./run_recorder.ts";
export type { SampleWriter } from "./samples_file.ts";
export { parseSettings } from "./settings.ts";
export type { Settings } from "./settings.ts";
export { bunTransport } from "./transport/bun_transport.ts";
export type { BunConnect } from "./transport/bun_transport.ts";
export { nodeTransport } from "./transport/node_transport.ts";
export type { Connection, ConnectionHandler, Target, Transport } from "./transport/transport.ts";
