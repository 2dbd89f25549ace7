import { FRAME_BYTES, FRAME_MS } from "@stt-bench/protocol";

/** What happens to a frame that arrives when `maxBufferedFrames` are buffered. */
export type OverflowPolicy =
  /** The oldest buffered frame is dropped; an `error` message of kind `overflow` names the range. */
  | "drop-oldest"
  /** The socket is not read while half of the buffer is full; needs a socket that can pause. */
  | "pause"
  /** The session is closed with 1013. */
  | "close";

/** How the sessions of one gateway behave. */
export interface SessionSettings {
  /** Bytes of one frame; a binary message of another size closes the session with 1003. */
  readonly frameBytes: number;
  /** Time that the audio of one frame takes. */
  readonly frameMs: number;
  /** Time from one flush to the next. */
  readonly flushIntervalMs: number;
  /** The first flush is late by a uniform random time below this. */
  readonly flushPhaseJitterMs: number;
  /** Passes that the model makes over a batch; told to the client. */
  readonly cpuPasses: number;
  /** Nominal latency of the model; told to the client, for information only. */
  readonly modelDelayMs: number;
  /** Frames that may wait for the next flush. */
  readonly maxBufferedFrames: number;
  /** What happens beyond that. */
  readonly overflowPolicy: OverflowPolicy;
  /** Time that a client has for its start message, then 1008. */
  readonly startTimeoutMs: number;
  /** Time that a message may wait inside the transport, then 1008. */
  readonly sendTimeoutMs: number;
  /** Frames per second, with a burst of five seconds' worth, then 1008; 0: no limit. */
  readonly maxFrameRate: number;
  /** Silence after which a client is pinged, and after as much again given up; 0: never. */
  readonly idleTimeoutMs: number;
}

/** The defaults of the wire protocol and its limits. */
export const DEFAULT_SESSION_SETTINGS: SessionSettings = {
  frameBytes: FRAME_BYTES,
  frameMs: FRAME_MS,
  flushIntervalMs: 1000,
  flushPhaseJitterMs: 0,
  cpuPasses: 4,
  modelDelayMs: 75,
  maxBufferedFrames: 250,
  overflowPolicy: "drop-oldest",
  startTimeoutMs: 5000,
  sendTimeoutMs: 5000,
  maxFrameRate: 100,
  idleTimeoutMs: 30_000,
};
