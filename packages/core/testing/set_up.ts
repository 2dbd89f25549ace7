import { generatedPcm } from "@stt-bench/protocol";
import { Sessions } from "../mod.ts";
import type { Session, SessionEnd, SessionSettings } from "../mod.ts";
import { FakeSocket } from "./fake_socket.ts";
import { ManualClock } from "./manual_clock.ts";
import { ScriptedInference } from "./scripted_inference.ts";

/** The client's first message. */
export const START = '{"type":"start"}';

/** The client of the session that {@linkcode setUp} opens. */
export const CLIENT = { peer: "192.0.2.1:4711", traceparent: undefined };

/** Sessions of which one is open, and everything that a test moves. */
export interface SetUp {
  readonly clock: ManualClock;
  readonly inference: ScriptedInference;
  readonly sessions: Sessions;
  /** The socket of `session`. */
  readonly socket: FakeSocket;
  readonly session: Session;
  /** Sessions that have ended. */
  readonly ends: readonly SessionEnd[];
  /** What `onBug` was told. */
  readonly bugs: readonly unknown[];
  /** Has the client send its next `count` frames of generated audio. */
  readonly sendFrames: (count: number) => void;
}

/** Sets up sessions with `settings`. */
export function setUp(
  settings: Partial<SessionSettings> = {},
  random: () => number = () => 0,
): SetUp {
  const clock = new ManualClock();
  const inference = new ScriptedInference();
  const ends: SessionEnd[] = [];
  const bugs: unknown[] = [];
  const sessions = new Sessions({
    clock,
    inference,
    settings,
    random,
    onSessionEnd: (end) => ends.push(end),
    onBug: (bug) => bugs.push(bug),
  });
  const socket = new FakeSocket();
  const session = sessions.open(socket, CLIENT);
  let seq = 0;
  const sendFrames = (count: number) => {
    for (let i = 0; i < count; i++) session.receiveFrame(frame(++seq));
  };
  return { clock, inference, sessions, socket, session, ends, bugs, sendFrames };
}

/** Frame `seq` of generated audio. */
export function frame(seq: number): Uint8Array {
  return new Uint8Array(generatedPcm(0, seq, seq).buffer);
}

/** A failure of the model. */
export const unavailable = {
  stage: "inference_request",
  kind: "http_5xx",
  message: "expected 200, got 503",
  status: 503,
} as const;
