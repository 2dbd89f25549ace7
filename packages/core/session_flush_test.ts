import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import type { PartialMessage } from "@stt-bench/protocol";
import { setUp, START } from "./testing/set_up.ts";

test("Session asks its transport for what it holds before it flushes", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  let pulls = 0;
  socket.pull = () => pulls++;
  session.receiveText(START);
  clock.advance(1005);
  assertEquals([pulls, inference.requests], [1, 0]);
  sendFrames(3);
  session.pulled();
  await inference.answer();
  const [partial] = socket.messages as PartialMessage[];
  assertEquals([partial?.frames, partial?.flush_lateness_ms], [3, 5]);
  clock.advance(995);
  assertEquals(pulls, 2);
});

test("Session takes what its transport hands over at once", () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  socket.pull = () => {
    sendFrames(2);
    session.pulled();
  };
  session.receiveText(START);
  clock.advance(1000);
  assertEquals(inference.pending[0]?.batch.frames, 2);
});

test("Session flushes what it has when its transport has nothing", () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  socket.pull = () => {};
  session.receiveText(START);
  sendFrames(4);
  clock.advance(1019);
  assertEquals(inference.requests, 0);
  clock.advance(1);
  assertEquals(inference.pending[0]?.batch.frames, 4);
});

test("Session asks its transport for what it holds before it drains", async () => {
  const { inference, socket, session, sendFrames } = setUp();
  socket.pull = () => {};
  session.receiveText(START);
  sendFrames(1);
  session.drain();
  sendFrames(1);
  session.pulled();
  assertEquals([session.phase, session.frames.inFlight], ["draining", 2]);
  await inference.answer();
  assertEquals(socket.closes, [[1012, "service restart"]]);
});

test("Session flushes nothing when it closes while its transport is asked", () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  socket.pull = () => {};
  session.receiveText(START);
  sendFrames(1);
  clock.advance(1000);
  session.socketClosed(1000);
  session.pulled();
  clock.advance(5000);
  assertEquals(inference.requests, 0);
});

test("Session skips the due times that a stall has passed", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(1);
  clock.stall(3500);
  await inference.answer();
  sendFrames(1);
  clock.advance(499);
  assertEquals(inference.requests, 1);
  clock.advance(1);
  assertEquals(inference.requests, 2);
  assertEquals((socket.messages[0] as PartialMessage).flush_lateness_ms, 2500);
});

test("Session flushes at due times that do not drift, and tells how late it was", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(1);
  clock.stall(1300);
  await inference.answer();
  sendFrames(1);
  clock.advance(699);
  assertEquals(inference.pending.length, 0);
  clock.advance(1);
  await inference.answer();
  const lateness = (socket.messages as PartialMessage[]).map((message) =>
    message.flush_lateness_ms
  );
  assertEquals(lateness, [300, 0]);
});

test("Session shifts its flushes by the random phase", async () => {
  const { clock, inference, session, sendFrames } = setUp(
    { flushPhaseJitterMs: 400 },
    () => 0.25,
  );
  session.receiveText(START);
  sendFrames(1);
  clock.advance(1099);
  assertEquals(inference.requests, 0);
  clock.advance(1);
  assertEquals(inference.requests, 1);
  await inference.answer();
  sendFrames(1);
  clock.advance(1000);
  assertEquals(inference.requests, 2);
});

test("Session skips a flush when nothing is buffered", () => {
  const { clock, inference, session } = setUp();
  session.receiveText(START);
  clock.advance(5000);
  assertEquals(inference.requests, 0);
});

test("Session skips flushes while a batch is in flight, and then sends all that has come", async () => {
  const { clock, inference, socket, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(50);
  clock.advance(1000);
  sendFrames(50);
  clock.advance(1000);
  sendFrames(50);
  clock.advance(500);
  assertEquals(inference.requests, 1);
  await inference.answer();
  assertEquals(inference.requests, 1);
  clock.advance(500);
  assertEquals(inference.pending.map(({ batch }) => batch.frames), [100]);
  await inference.answer();
  const [, second] = socket.messages as PartialMessage[];
  assertEquals(second?.checksum, computeAnswer(generatedPcm(0, 51, 150), 4).checksum);
});
