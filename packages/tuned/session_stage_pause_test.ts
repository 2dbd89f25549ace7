import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { isBalanced } from "@stt-bench/core";
import { close, concat, frames, ping } from "./testing/client_bytes.ts";
import { readServerOutput } from "./testing/server_output.ts";
import { setUpServer } from "./testing/set_up_server.ts";
import type { ServerSetUp } from "./testing/set_up_server.ts";

/** A server whose sessions pause at 5 frames. */
function setUpPausing(): ServerSetUp {
  return setUpServer({ settings: { overflowPolicy: "pause", maxBufferedFrames: 10 } });
}

/** Goes on to the next flush, and answers it; returns how many frames it had. */
async function flush({ clock, inference }: ServerSetUp): Promise<number | undefined> {
  clock.advance(1020);
  const frames = inference.pending[0]?.batch.frames;
  if (frames !== undefined) await inference.answer();
  return frames;
}

test("SessionStage that pauses keeps what it had read, and loses nothing", async () => {
  const setUp = setUpPausing();
  const peer = await setUp.open(frames(1, 12));
  const { sessions } = setUp.gateway;
  assertEquals([sessions.counters.frames.buffered, peer.socket.isReading], [5, false]);
  peer.send(frames(13, 14));
  setUp.clock.advance(900);
  assertEquals([sessions.counters.frames.buffered, peer.unread], [5, 1]);
  const batches = [await flush(setUp), await flush(setUp), await flush(setUp)];
  assertEquals(batches, [5, 5, 4]);
  const { messages } = readServerOutput(peer.socket.written);
  assertEquals(messages.map(({ newest_frame_seq }) => newest_frame_seq), [5, 10, 14]);
  assertEquals([peer.unread, sessions.counters.frames.dropped], [0, 0]);
});

test("SessionStage that pauses goes on in the middle of a frame that was cut", async () => {
  const setUp = setUpPausing();
  const bytes = frames(1, 12);
  const peer = await setUp.open(bytes.subarray(0, 4000));
  peer.send(bytes.subarray(4000));
  const batches = [await flush(setUp), await flush(setUp), await flush(setUp)];
  assertEquals(batches, [5, 5, 2]);
  const { messages } = readServerOutput(peer.socket.written);
  assertEquals(messages.map(({ type }) => type), ["partial", "partial", "partial"]);
});

test("SessionStage that pauses answers what is behind the frames later, in its order", async () => {
  const setUp = setUpPausing();
  const peer = await setUp.open(concat(frames(1, 7), ping("behind"), close()));
  assertEquals(readServerOutput(peer.socket.written).pongs, []);
  setUp.clock.advance(1000);
  const { pongs, closeCode } = readServerOutput(peer.socket.written);
  assertEquals([pongs, closeCode], [["behind"], 1000]);
  assertEquals(setUp.ends.map(({ cause, frames }) => [cause, frames.discarded]), [["client", 7]]);
});

test("SessionStage that pauses stays so while a request is in flight", async () => {
  const setUp = setUpPausing();
  const peer = await setUp.open(frames(1, 12));
  setUp.clock.advance(3500);
  assertEquals(setUp.inference.requests, 1);
  assertEquals(setUp.gateway.sessions.counters.frames.buffered, 5);
  await setUp.inference.answer();
  setUp.clock.advance(500);
  assertEquals([setUp.inference.requests, peer.socket.isDestroyed], [2, false]);
});

test("SessionStage that pauses notices the client's end once it reads again", async () => {
  const setUp = setUpPausing();
  const peer = await setUp.open(frames(1, 5));
  peer.end();
  setUp.clock.advance(999);
  assertEquals(setUp.ends.length, 0);
  setUp.clock.advance(1);
  assertEquals(setUp.ends.map(({ cause }) => cause), ["connection_lost"]);
});

for (
  const [name, behind] of [
    ["frames", frames(6, 8)],
    ["a Close", close()],
    ["a bad frame", Uint8Array.of(0x82, 1, 0)],
  ] as const
) {
  test(`SessionStage that pauses ends once when its connection is gone, with ${name} held back`, async () => {
    const setUp = setUpPausing();
    const peer = await setUp.open(concat(frames(1, 5), behind));
    const writtenBytes = peer.socket.written.length;
    peer.reset();
    setUp.clock.advance(20_000);
    assertEquals(setUp.ends.map(({ cause, code }) => [cause, code]), [["connection_lost", 1006]]);
    assertEquals(setUp.ends[0]?.frames.buffered, 0);
    assertEquals([setUp.ends[0]?.frames.received, setUp.ends[0]?.frames.discarded], [5, 5]);
    const { sessionsClosed, frames: ledger } = setUp.gateway.sessions.counters;
    assertEquals([sessionsClosed, isBalanced(ledger)], [1, true]);
    assertEquals(peer.socket.written.length, writtenBytes);
    assertEquals(setUp.bugs, []);
  });
}

test("SessionStage that pauses closes for a client that does not read", async () => {
  const setUp = setUpPausing();
  const peer = await setUp.open(frames(1, 12));
  peer.socket.takesAtOnce = false;
  await flush(setUp);
  setUp.clock.advance(5000);
  assertEquals(readServerOutput(peer.socket.written).closeCode, 1008);
  peer.send(close(1008));
  assertEquals(setUp.ends.map(({ cause }) => cause), ["not_reading"]);
  assertEquals(setUp.ends[0]?.frames.buffered, 0);
});
