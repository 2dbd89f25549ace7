import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import type { ErrorMessage, PartialMessage } from "@stt-bench/protocol";
import { promisedInference, Sessions } from "./mod.ts";
import { FakeSocket, ManualClock, settled } from "./testing/mod.ts";
import { CLIENT, frame, setUp, START, unavailable } from "./testing/set_up.ts";

test("Session answers the frames of a second with one partial", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(50);
  clock.advance(1000);
  await inference.answer();
  const answer = computeAnswer(generatedPcm(0, 1, 50), 4);
  assertEquals(socket.messages, [{
    type: "partial",
    oldest_frame_seq: 1,
    newest_frame_seq: 50,
    frames: 50,
    ...answer,
    cpu_passes: 4,
    model_delay_ms: 75,
    flush_lateness_ms: 0,
    inflight_model_jobs: 0,
  }]);
});

test("Session numbers frames over all batches", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  for (const frames of [50, 3, 1]) {
    sendFrames(frames);
    clock.advance(1000);
    await inference.answer();
  }
  const ranges = (socket.messages as PartialMessage[])
    .map(({ oldest_frame_seq, newest_frame_seq }) => [oldest_frame_seq, newest_frame_seq]);
  assertEquals(ranges, [[1, 50], [51, 53], [54, 54]]);
});

for (const text of ["", "start", "{}", '{"type":"stop"}', '{"type":"start","x":1}', "[]", "null"]) {
  test(`Session closes with 1002 when the first message is ${JSON.stringify(text)}`, () => {
    const { socket, session } = setUp();
    session.receiveText(text);
    assertEquals(socket.closes, [[1002, "first message must be start"]]);
  });
}

test("Session takes a start message with any white space", () => {
  const { session } = setUp();
  session.receiveText(' {\n"type" : "start" } ');
  assertEquals(session.phase, "streaming");
});

test("Session closes with 1002 when the first message is binary", () => {
  const { socket, sendFrames } = setUp();
  sendFrames(1);
  assertEquals(socket.closes, [[1002, "first message must be start"]]);
});

test("Session closes with 1002 on text after the start", () => {
  const { socket, session } = setUp();
  session.receiveText(START);
  session.receiveText(START);
  assertEquals(socket.closes, [[1002, "expected binary PCM frames after start"]]);
});

for (const bytes of [0, 639, 641, 8192]) {
  test(`Session closes with 1003 on a message of ${bytes} bytes`, () => {
    const { socket, session } = setUp();
    session.receiveText(START);
    session.receiveFrame(new Uint8Array(bytes));
    assertEquals(socket.closes, [[1003, "expected 640 byte PCM frame"]]);
  });
}

test("Session closes with 1008 when no start message comes in time", () => {
  const { clock, socket } = setUp({ startTimeoutMs: 5000 });
  clock.advance(4999);
  assertEquals(socket.closes, []);
  clock.advance(1);
  assertEquals(socket.closes, [[1008, "no start message"]]);
});

test("Session cuts a client that does not answer its close within 2 s", () => {
  const { clock, socket, session, sessions, ends } = setUp();
  session.receiveText("bad");
  clock.advance(1999);
  assertEquals([socket.isTerminated, sessions.size], [false, 1]);
  clock.advance(1);
  assertEquals([socket.isTerminated, sessions.size], [true, 0]);
  assertEquals(ends.map(({ code, cause }) => [code, cause]), [[1002, "bad_start"]]);
});

test("Session tells the client of a failed batch and goes on", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(1);
  clock.advance(500);
  sendFrames(1);
  clock.advance(500);
  sendFrames(3);
  clock.advance(40.5);
  await inference.fail(unavailable);
  const expected: ErrorMessage = {
    type: "error",
    stage: "inference_request",
    kind: "http_5xx",
    message: "expected 200, got 503",
    oldest_frame_seq: 1,
    newest_frame_seq: 2,
    frames: 2,
    audio_bytes: 1280,
    oldest_age_ms: 1040.5,
    newest_age_ms: 540.5,
    flush_lateness_ms: 0,
    inference_elapsed_ms: 40.5,
    inflight_gateway_batches: 1,
    gateway_buffer_frames: 3,
    inference_status: 503,
    retryable: true,
  };
  assertEquals(socket.messages, [expected]);
  clock.advance(1000);
  await inference.answer();
  assertEquals((socket.messages[1] as PartialMessage).oldest_frame_seq, 3);
});

test("Session never writes into the memory of a failed batch, which a transport may still read", async () => {
  const { clock, inference, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(2);
  clock.advance(1000);
  const { bytes } = inference.pending[0]!.batch;
  await inference.fail(unavailable);
  sendFrames(2);
  assertEquals(new Int16Array(bytes.slice().buffer), generatedPcm(0, 1, 2));
});

test("Session holds the dropped range back while a batch is in flight, even when the outbox drains", () => {
  const { clock, socket, session, sendFrames } = setUp({ maxBufferedFrames: 2 });
  session.receiveText(START);
  sendFrames(1);
  clock.advance(1000);
  sendFrames(3);
  session.drained();
  assertEquals(socket.messages, []);
});

test("Session names the range that drop-oldest dropped, after the outcome of the batch in flight", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp({ maxBufferedFrames: 10 });
  session.receiveText(START);
  sendFrames(4);
  clock.advance(1000);
  clock.advance(100);
  sendFrames(1);
  clock.advance(100);
  sendFrames(12);
  assertEquals(socket.messages, []);
  await inference.answer();
  const [partial, overflow] = socket.messages as [PartialMessage, ErrorMessage];
  assertEquals(partial.newest_frame_seq, 4);
  assertEquals(overflow, {
    type: "error",
    stage: "batch_flush",
    kind: "overflow",
    message: "dropped the oldest 3 frames: the buffer was full",
    oldest_frame_seq: 5,
    newest_frame_seq: 7,
    frames: 3,
    audio_bytes: 1920,
    oldest_age_ms: 100,
    newest_age_ms: 0,
    flush_lateness_ms: 0,
    inference_elapsed_ms: null,
    inflight_gateway_batches: 0,
    gateway_buffer_frames: 10,
    inference_status: null,
    retryable: false,
  });
  clock.advance(800);
  await inference.answer();
  const batch = socket.messages[2] as PartialMessage;
  assertEquals([batch.oldest_frame_seq, batch.newest_frame_seq], [8, 17]);
  assertEquals(batch.checksum, computeAnswer(generatedPcm(0, 8, 17), 4).checksum);
});

test("Session under overflow policy close closes with 1013", () => {
  const { socket, session, sendFrames } = setUp({ maxBufferedFrames: 5, overflowPolicy: "close" });
  session.receiveText(START);
  sendFrames(5);
  assertEquals(socket.closes, []);
  sendFrames(1);
  assertEquals(socket.closes, [[1013, "overloaded"]]);
  assertEquals(session.frames.discarded, 5);
});

test("Session under overflow policy pause stops reading at half a buffer until the next flush", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp({
    maxBufferedFrames: 10,
    overflowPolicy: "pause",
  });
  session.receiveText(START);
  sendFrames(1);
  clock.advance(1000);
  sendFrames(4);
  assertEquals(socket.isPaused, false);
  sendFrames(1);
  assertEquals(socket.isPaused, true);
  await inference.answer();
  clock.advance(1000);
  assertEquals(socket.isPaused, false);
  assertEquals(session.frames.dropped, 0);
});

test("Session keeps a batch in flight while the outbox is full", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp({ sendTimeoutMs: 60_000 });
  session.receiveText(START);
  socket.outcome = "queued";
  for (let batch = 0; batch < 5; batch++) {
    sendFrames(1);
    clock.advance(1000);
    await inference.answer();
  }
  assertEquals([socket.messages.length, session.unwrittenMessages], [4, 4]);
  assertEquals(session.frames.inFlight, 1);
  sendFrames(1);
  clock.advance(3000);
  assertEquals(inference.requests, 5);
  socket.outcome = "sent";
  session.drained();
  assertEquals([socket.messages.length, session.unwrittenMessages], [5, 0]);
  clock.advance(1000);
  assertEquals(inference.requests, 6);
});

test("Session closes with 1008 a client that does not read, and cuts it 2 s later", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp({ sendTimeoutMs: 3000 });
  session.receiveText(START);
  socket.outcome = "queued";
  sendFrames(1);
  clock.advance(1000);
  await inference.answer();
  clock.advance(2999);
  assertEquals(socket.closes, []);
  clock.advance(1);
  assertEquals(socket.closes, [[1008, "client does not read"]]);
  clock.advance(2000);
  assertEquals(socket.isTerminated, true);
  assertEquals(session.phase, "ended");
});

test("Session stays when the client reads again in time", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp({ sendTimeoutMs: 3000 });
  session.receiveText(START);
  socket.outcome = "queued";
  sendFrames(1);
  clock.advance(1000);
  await inference.answer();
  clock.advance(2999);
  session.drained();
  clock.advance(60_000);
  assertEquals(socket.closes, []);
});

test("Session cancels its request and discards its frames when the client goes", async () => {
  const { clock, inference, socket, session, sessions, ends, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(2);
  clock.advance(1000);
  sendFrames(3);
  session.socketClosed(1000);
  assertEquals(inference.pending[0]!.signal.aborted, true);
  await inference.answer();
  assertEquals(socket.messages, []);
  assertEquals(sessions.size, 0);
  assertEquals(ends, [{
    id: 1,
    client: CLIENT,
    code: 1000,
    cause: "client",
    frames: {
      received: 5,
      acknowledged: 0,
      failed: 0,
      dropped: 0,
      discarded: 5,
      inFlight: 0,
      buffered: 0,
    },
    durationMs: 1000,
  }]);
});

test("Session ends when the transport has closed under a send", async () => {
  const { clock, inference, socket, session, sessions, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(2);
  clock.advance(1000);
  socket.outcome = "closed";
  await inference.answer();
  assertEquals(session.phase, "ended");
  assertEquals(session.frames.discarded, 2);
  assertEquals(sessions.counters.errors.send_error, 1);
});

test("Session closes with 1011 when the inference client has a bug", async () => {
  const { clock, inference, socket, session, bugs, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(1);
  clock.advance(1000);
  const bug = new TypeError("bug");
  inference.pending.shift()!.reject(bug);
  await settled();
  assertEquals(socket.closes, [[1011, "internal error"]]);
  assertEquals(bugs, [bug]);
});

test("Session ignores what comes after it has closed", () => {
  const { socket, session } = setUp();
  session.receiveText("bad");
  session.receiveText(START);
  session.receiveFrame(new Uint8Array(3));
  session.drained();
  session.drain();
  assertEquals(socket.closes.length, 1);
});

test("Session takes frames that the caller writes into its reserved room", () => {
  const { clock, inference, session } = setUp();
  session.receiveText(START);
  for (let seq = 1; seq <= 3; seq++) {
    const buffer = session.reserveFrame()!;
    buffer.bytes.set(frame(seq), buffer.writeOffset);
    session.commitFrame();
  }
  clock.advance(1000);
  assertEquals(inference.pending[0]!.samples, generatedPcm(0, 1, 3));
});

test("Session offers no room before the start and after the end", () => {
  const { session } = setUp();
  assertEquals(session.reserveFrame(), undefined);
  session.receiveText(START);
  session.socketClosed();
  assertEquals(session.reserveFrame(), undefined);
});

test("Session that drains sends its last partial, then closes with 1012", async () => {
  const { clock, inference, sessions, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(2);
  clock.advance(1000);
  sendFrames(3);
  const drained = sessions.drain(0);
  clock.advance(1);
  await inference.answer();
  assertEquals(socket.closes, []);
  await inference.answer();
  assertEquals(socket.closes, [[1012, "service restart"]]);
  const ranges = (socket.messages as PartialMessage[])
    .map(({ oldest_frame_seq, newest_frame_seq }) => [oldest_frame_seq, newest_frame_seq]);
  assertEquals(ranges, [[1, 2], [3, 5]]);
  session.socketClosed(1012);
  await drained;
  assertEquals(sessions.counters.closes.drain, 1);
});

test("Session closes with 1008 after a burst of more than five seconds of frames", () => {
  const { socket, session, ends, sendFrames } = setUp({ maxFrameRate: 20, maxBufferedFrames: 500 });
  session.receiveText(START);
  sendFrames(100);
  assertEquals(socket.closes, []);
  sendFrames(1);
  assertEquals(socket.closes, [[1008, "frame rate"]]);
  session.socketClosed(1008);
  assertEquals([ends[0]!.cause, ends[0]!.frames.discarded], ["frame_rate", 101]);
});

test("Session lets its client catch up after a stall", () => {
  const { clock, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  for (let stall = 0; stall < 10; stall++) {
    clock.advance(5000);
    sendFrames(250);
  }
  assertEquals(socket.closes, []);
});

test("Session hands its client's trace to the model", async () => {
  const { clock, inference, sessions } = setUp();
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const session = sessions.open(new FakeSocket(), { ...CLIENT, traceparent });
  session.receiveText(START);
  session.receiveFrame(frame(1));
  clock.advance(1000);
  assertEquals(inference.pending[0]!.batch.traceparent, traceparent);
  await inference.answer();
});

test("Session of another protocol takes its frames, its answers and its messages", async () => {
  const clock = new ManualClock();
  const heard: [string, ...number[]][] = [];
  const texts: string[] = [];
  const sessions = new Sessions({
    clock,
    settings: { frameBytes: 960, frameMs: 30, flushIntervalMs: 90, maxBufferedFrames: 3 },
    inference: promisedInference<{ readonly words: number }>(({ sessionId, bytes, audioBytes }) => {
      heard.push(["batch", sessionId, bytes.byteLength, audioBytes]);
      return Promise.resolve({ ok: true, answer: { words: 7 } });
    }, { clock }),
    messages: {
      partial: ({ sessionId, newestFrameSeq }, { words }) =>
        `${sessionId}:${newestFrameSeq}:${words}`,
      failure: () => "failure",
      overflow: ({ newestFrameSeq }) => `overflow:${newestFrameSeq}`,
    },
  });
  const closes: [number, string][] = [];
  const session = sessions.open({
    send: (text) => (texts.push(text), "sent"),
    close: (code, reason) => closes.push([code, reason]),
    terminate: () => {},
  });
  session.start();
  session.start();
  for (let i = 0; i < 4; i++) session.receiveFrame(new Uint8Array(960).fill(i));
  clock.advance(90);
  await settled();
  assertEquals(heard, [["batch", 1, 3 * 960, 3 * 960]]);
  assertEquals(texts, ["overflow:1", "1:4:7"]);
  session.receiveFrame(new Uint8Array(640));
  assertEquals(closes, [[1003, "expected 960 byte PCM frame"]]);
});
