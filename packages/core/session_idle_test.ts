import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { setUp, START } from "./testing/set_up.ts";

test("Session pings a silent client, and cuts one that doesn't answer", () => {
  const { clock, socket, session, ends } = setUp({ idleTimeoutMs: 1000 });
  session.receiveText(START);
  clock.advance(1000);
  assertEquals([socket.pings, socket.isTerminated], [1, false]);
  clock.advance(1000);
  assertEquals([socket.pings, socket.isTerminated, socket.closes], [1, true, []]);
  assertEquals([ends[0]!.cause, ends[0]!.code], ["idle", 1006]);
});

test("Session keeps a client that answers pings or sends frames", () => {
  const { clock, socket, session, sendFrames } = setUp({ idleTimeoutMs: 1000 });
  session.receiveText(START);
  for (let period = 0; period < 5; period++) {
    clock.advance(1000);
    session.heard();
  }
  const { pings } = socket;
  for (let period = 0; period < 5; period++) {
    sendFrames(1);
    clock.advance(1000);
  }
  assertEquals([pings > 0, socket.isTerminated], [true, false]);
});

test("Session doesn't ping a client that streams", () => {
  const { clock, socket, session, sendFrames } = setUp({ idleTimeoutMs: 1000 });
  session.receiveText(START);
  for (let period = 0; period < 50; period++) {
    sendFrames(1);
    clock.advance(100);
  }
  assertEquals(socket.pings, 0);
});

test("Session closes with 1008 after two silent periods where nobody can ping", () => {
  const { clock, socket, session, ends } = setUp({ idleTimeoutMs: 1000 });
  delete socket.ping;
  session.receiveText(START);
  clock.advance(1999);
  assertEquals(socket.closes, []);
  clock.advance(1);
  assertEquals(socket.closes, [[1008, "client is silent"]]);
  session.socketClosed(1006);
  assertEquals(ends[0]!.cause, "idle");
});

test("Session disconnects nobody because its own loop stood still", () => {
  const { clock, socket, session, sendFrames } = setUp({ idleTimeoutMs: 1000 });
  clock.stall(20_000);
  session.receiveText(START);
  for (let stall = 0; stall < 5; stall++) {
    clock.stall(3000);
    sendFrames(1);
  }
  assertEquals([socket.closes, socket.isTerminated], [[], false]);
});

test("Session cuts nobody whom it doesn't listen to", () => {
  const settings = { idleTimeoutMs: 100, overflowPolicy: "pause", maxBufferedFrames: 2 } as const;
  const { clock, socket, session, sendFrames } = setUp(settings);
  session.receiveText(START);
  sendFrames(1);
  clock.advance(900);
  assertEquals([socket.isPaused, socket.isTerminated], [true, false]);
});

test("Session never pings with an idle timeout of 0", () => {
  const { clock, socket, session } = setUp({ idleTimeoutMs: 0 });
  session.receiveText(START);
  clock.advance(3_600_000);
  assertEquals(socket.pings, 0);
});
