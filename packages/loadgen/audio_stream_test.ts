import { test } from "node:test";
import { parseServerMessage } from "@stt-bench/protocol";
import { assertEquals } from "@std/assert";
import { AudioStream } from "./audio_stream.ts";
import { RunRecorder } from "./run_recorder.ts";
import { partialOf } from "./testing/messages.ts";
import { readClientFrame } from "./testing/server_frame.ts";
import { testSettings, testSource } from "./testing/run_load.ts";
import { Timeline } from "./timeline.ts";

/** A stream that starts with the window at 0 ms, into a sink that a test blocks and unblocks. */
function startStream() {
  let nowMs = 0;
  const written: Uint8Array[] = [];
  const sink = {
    isBlocked: false,
    blocksNext: false,
    write(frame: Uint8Array) {
      written.push(frame);
      this.isBlocked = this.blocksNext;
      return !this.isBlocked;
    },
  };
  const recorder = new RunRecorder();
  const timeline = new Timeline(0, testSettings("--warmup-secs", "0"));
  const ports = {
    clock: () => nowMs,
    timeline,
    recorder,
    source: testSource(),
    samples: undefined,
    flushIntervalMs: 1000,
  };
  const stream = new AudioStream(7, 0, sink, ports);
  const settle = (oldest: number, newest: number) =>
    stream.settle(parseServerMessage(
      partialOf({ oldest, newest, samples: testSource().samples(7, oldest, newest) }),
    ));
  const at = (ms: number, act: () => void) => {
    nowMs = ms;
    act();
  };
  return { stream, sink, written, recorder, settle, at };
}

test("AudioStream sends the audio of its session, frame after frame", () => {
  const { stream, written, at } = startStream();
  for (let i = 0; i < 70; i++) at(i * 20, () => stream.frameDue(i * 20));
  const pcm = written.flatMap((frame) => [...readClientFrame(frame).payload]);
  const samples = new Int16Array(Uint8Array.from(pcm).buffer);
  assertEquals(samples, testSource().samples(7, 1, 70));
});

test("AudioStream is due every 20 ms of its own start, however late it is served", () => {
  const { stream, at } = startStream();
  const due = [0, 33, 41, 500].map((ms) => {
    const { dueMs } = stream;
    at(ms, () => stream.frameDue(ms));
    return dueMs;
  });
  assertEquals(due, [0, 20, 40, 60]);
});

test("AudioStream keeps when a frame was due, reached and sent apart", () => {
  const { stream, sink, recorder, settle, at } = startStream();
  at(1, () => stream.frameDue(1)); // due at 0, sent at 1
  sink.blocksNext = true;
  at(20, () => stream.frameDue(20)); // the kernel takes a part of it only
  at(42, () => stream.frameDue(42)); // waits
  at(60, () => stream.frameDue(60)); // waits
  assertEquals(stream.waitingSinceMs, 20);
  Object.assign(sink, { isBlocked: false, blocksNext: false });
  at(500, () => stream.drained());
  assertEquals(stream.waitingSinceMs, undefined);
  at(600, () => assertEquals(settle(1, 2), undefined));
  at(800, () => assertEquals(settle(3, 4), undefined));
  const max = (name: keyof typeof recorder.histograms) =>
    Math.round(recorder.histograms[name].summary().max_ms);
  assertEquals(max("send_lateness"), 2);
  assertEquals(max("send_wait"), 480);
  assertEquals(max("oldest_frame_to_partial_latency"), 599); // frame 1: 600 − 1
  assertEquals(max("newest_frame_to_partial_latency"), 580); // frame 2 was sent at 20
  assertEquals(max("newest_from_schedule"), 740); // frame 4: due at 60
  assertEquals(max("oldest_from_schedule"), 760); // frame 3: due at 40
});

test("AudioStream that is stopped sends nothing, not even what waits", () => {
  const { stream, sink, written, at } = startStream();
  sink.blocksNext = true;
  at(0, () => stream.frameDue(0));
  at(20, () => stream.frameDue(20));
  stream.stop();
  Object.assign(sink, { isBlocked: false, blocksNext: false });
  at(30, () => stream.drained());
  assertEquals(stream.frameDue(40), false);
  assertEquals(written.length, 1);
  const { sent, unsent, measured, missing } = stream.tally(false);
  assertEquals({ sent, unsent, measured, missing }, {
    sent: 1,
    unsent: 1,
    measured: 2,
    missing: 2,
  });
});

test("AudioStream does not take an answer to a frame that still waits", () => {
  const { stream, sink, settle, at } = startStream();
  sink.blocksNext = true;
  at(0, () => stream.frameDue(0));
  at(20, () => stream.frameDue(20));
  assertEquals(settle(1, 2), "partial of frames 1–2: expected frames up to 1, got 2");
});
