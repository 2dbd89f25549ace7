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
  const sendAllWaiting = () => {
    while (stream.sendWaiting()) { /* until nothing waits, or the kernel is full again */ }
  };
  return { stream, sink, written, recorder, settle, at, sendAllWaiting };
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
  const { stream, sink, recorder, settle, at, sendAllWaiting } = startStream();
  at(1, () => stream.frameDue(1)); // due at 0, sent at 1
  sink.blocksNext = true;
  at(20, () => stream.frameDue(20)); // the kernel takes a part of it only
  at(42, () => stream.frameDue(42)); // waits
  at(60, () => stream.frameDue(60)); // waits
  assertEquals(stream.waitingSinceMs, 20);
  Object.assign(sink, { isBlocked: false, blocksNext: false });
  at(500, () => assertEquals(stream.drained(), true));
  at(500, sendAllWaiting);
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
  at(30, () => assertEquals(stream.drained(), false));
  assertEquals(stream.sendWaiting(), false);
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

test("AudioStream sends what waits in order, one at a time, until the kernel is full again", () => {
  const { stream, sink, written, at } = startStream();
  sink.blocksNext = true;
  for (const ms of [0, 20, 40, 60, 80]) at(ms, () => stream.frameDue(ms));
  Object.assign(sink, { isBlocked: false, blocksNext: false });
  at(100, () => stream.drained());
  assertEquals(stream.sendWaiting(), true);
  assertEquals(written.length, 2);
  at(100, () => stream.frameDue(100)); // takes its turn behind the others
  sink.blocksNext = true;
  assertEquals(stream.sendWaiting(), false);
  assertEquals(stream.sendWaiting(), false);
  assertEquals(written.length, 4);
  const pcm = written.flatMap((frame) => [...readClientFrame(frame).payload]);
  const samples = new Int16Array(Uint8Array.from(pcm).buffer);
  assertEquals(samples, testSource().samples(7, 1, 4));
});

test("AudioStream that is finished still sends what waits, and is settled when all is answered", () => {
  const { stream, sink, settle, at, sendAllWaiting } = startStream();
  at(0, () => stream.frameDue(0));
  sink.blocksNext = true;
  at(20, () => stream.frameDue(20));
  at(40, () => stream.frameDue(40));
  stream.finish();
  assertEquals(stream.frameDue(60), false);
  settle(1, 2);
  assertEquals(stream.isSettled, false);
  Object.assign(sink, { isBlocked: false, blocksNext: false });
  at(70, () => stream.drained());
  at(70, sendAllWaiting);
  settle(3, 3);
  assertEquals(stream.isSettled, true);
  const { sent, unsent, acknowledged, measured, missing } = stream.tally(true);
  assertEquals([sent, unsent, acknowledged, measured, missing], [3, 0, 3, 3, 0]);
});

const answers: [what: string, atMs: number[], missing: number][] = [
  ["as often as it flushes", [1000, 2000, 2999], 0],
  ["one time less, since an answer slipped over the edge", [1000, 2000], 0],
  ["once", [1000], 1],
  ["never", [], 2],
  ["after the window only", [3000, 3001, 3002], 2],
];

for (const [what, atMs, missing] of answers) {
  test(`AudioStream that is answered ${what} misses ${missing} of 2 partials`, () => {
    const { stream, settle, at } = startStream();
    for (let i = 0; i < 150; i++) at(i * 20, () => stream.frameDue(i * 20));
    for (const [i, ms] of atMs.entries()) at(ms, () => settle(i + 1, i + 1));
    at(4000, () => stream.stop());
    const { expectedPartials, missingPartials } = stream.tally(true);
    assertEquals([expectedPartials, missingPartials], [2, missing]);
  });
}
