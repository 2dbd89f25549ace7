import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { TimerWheel } from "@stt-bench/core";
import { ManualClock } from "@stt-bench/core/testing";
import { DeferredReads } from "./deferred_reads.ts";
import { FakeTcpSocket } from "./testing/fake_tcp_socket.ts";

function setUp() {
  const clock = new ManualClock();
  const socket = new FakeTcpSocket();
  let pulled = 0;
  const reads = new DeferredReads({
    socket,
    wheel: new TimerWheel(clock),
    intervalMs: 500,
    onPulled: () => pulled++,
  });
  /** A chunk comes, as the socket may read now. */
  const chunk = ({ isStreaming = true, isLast = true } = {}) => {
    assertEquals(socket.isReading, true);
    socket.isReading = false;
    reads.onChunk(clock.now(), isLast, isStreaming);
  };
  socket.read();
  return { clock, socket, reads, chunk, pulled: () => pulled };
}

test("DeferredReads reads on at once until frames have come", () => {
  const { socket, chunk } = setUp();
  chunk({ isStreaming: false });
  assertEquals(socket.isReading, true);
});

test("DeferredReads waits for an interval once frames have come", () => {
  const { clock, socket, chunk } = setUp();
  chunk();
  clock.advance(499);
  assertEquals(socket.isReading, false);
  clock.advance(1);
  assertEquals(socket.isReading, true);
});

test("DeferredReads reads at once when a flush is due, and an interval after that", () => {
  const { clock, socket, reads, chunk, pulled } = setUp();
  chunk();
  clock.advance(300);
  reads.pull();
  assertEquals([socket.isReading, pulled()], [true, 0]);
  chunk();
  assertEquals(pulled(), 1);
  clock.advance(499);
  assertEquals(socket.reads, 2);
  clock.advance(1);
  assertEquals(socket.reads, 3);
});

test("DeferredReads says that all has come only after the last chunk", () => {
  const { reads, chunk, pulled } = setUp();
  reads.pull();
  chunk({ isLast: false });
  assertEquals(pulled(), 0);
  chunk();
  assertEquals(pulled(), 1);
});

test("DeferredReads reads nothing while paused, and lets a flush go on", () => {
  const { clock, socket, reads, chunk, pulled } = setUp();
  reads.pause();
  chunk({ isLast: false });
  reads.pull();
  clock.advance(5000);
  assertEquals([socket.isReading, pulled()], [false, 1]);
  reads.resume();
  reads.hasten();
  assertEquals(socket.isReading, true);
});

test("DeferredReads reads by events again once the session ends", () => {
  const { socket, reads, chunk } = setUp();
  chunk();
  reads.hasten();
  assertEquals(socket.isReading, true);
});

test("DeferredReads reads no more once stopped", () => {
  const { clock, socket, reads, chunk } = setUp();
  chunk();
  reads.stop();
  clock.advance(5000);
  assertEquals(socket.isReading, false);
});
