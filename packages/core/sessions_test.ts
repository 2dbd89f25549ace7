import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { isBalanced, plainLayout, Sessions } from "./mod.ts";
import type { SessionSettings } from "./mod.ts";
import { FakeSocket, ScriptedInference } from "./testing/mod.ts";
import { setUp, START, unavailable } from "./testing/set_up.ts";

test("Sessions spread a drain over its window and turn new clients away", async () => {
  const { clock, sessions } = setUp({ startTimeoutMs: 60_000 });
  const sockets = [1, 2, 3].map(() => new FakeSocket());
  for (const socket of sockets) sessions.open(socket);
  const drained = sessions.drain(4000);
  const closed = () => sockets.filter(({ closes }) => closes[0]?.[0] === 1012).length;
  clock.advance(999);
  assertEquals(closed(), 0);
  clock.advance(1000);
  assertEquals(closed(), 1);
  clock.advance(1001);
  assertEquals(closed(), 3);
  const late = new FakeSocket();
  sessions.open(late);
  assertEquals(late.closes, [[1012, "service restart"]]);
  clock.advance(10_000);
  await drained;
  assertEquals(sessions.size, 0);
});

test("Sessions that are drained twice are drained the faster, and tell both callers", async () => {
  const { clock, sessions, session, socket } = setUp();
  const other = sessions.open(new FakeSocket());
  const drains = [sessions.drain(60_000), sessions.drain(0)];
  clock.advance(1);
  assertEquals([socket.closes.length, other.phase], [1, "closing"]);
  session.socketClosed();
  other.socketClosed();
  await Promise.all(drains);
});

test("Sessions close all that is left at the drain deadline", () => {
  const { sessions, socket, session } = setUp();
  session.receiveText(START);
  sessions.closeAll(1001, "drain deadline");
  assertEquals(socket.closes, [[1001, "drain deadline"]]);
});

test("Sessions count what open and ended sessions did", async () => {
  const { clock, inference, sessions, session, sendFrames } = setUp();
  session.receiveText(START);
  sendFrames(2);
  clock.advance(1000);
  await inference.answer();
  sendFrames(1);
  clock.advance(1000);
  await inference.fail(unavailable);
  sendFrames(4);
  const open = sessions.counters;
  assertEquals([open.frames.received, open.frames.buffered], [7, 4]);
  assertEquals([open.partials, open.errors.http_5xx], [1, 1]);
  assertEquals(isBalanced(open.frames), true);
  session.socketClosed();
  const { frames, sessionsOpened, sessionsClosed, closes } = sessions.counters;
  assertEquals([sessionsOpened, sessionsClosed, closes.connection_lost], [1, 1, 1]);
  assertEquals(frames, {
    received: 7,
    acknowledged: 2,
    failed: 1,
    dropped: 0,
    discarded: 4,
    inFlight: 0,
    buffered: 0,
  });
});

const wrong: [name: keyof SessionSettings, value: unknown, expected: string][] = [
  ["frameBytes", 0, "an integer ≥ 1"],
  ["frameMs", NaN, "a finite number above 0"],
  ["flushIntervalMs", 0, "a finite number above 0"],
  ["flushPhaseJitterMs", -1, "a number ≥ 0"],
  ["cpuPasses", 0.5, "an integer ≥ 0"],
  ["modelDelayMs", -1, "an integer ≥ 0"],
  ["maxBufferedFrames", 0, "an integer ≥ 1"],
  ["maxBufferedFrames", Infinity, "an integer ≥ 1"],
  ["overflowPolicy", "drop", "one of drop-oldest, pause, close"],
  ["startTimeoutMs", "5000", "a number ≥ 0"],
  ["sendTimeoutMs", undefined, "a number ≥ 0"],
  ["maxFrameRate", -1, "a number ≥ 0"],
  ["idleTimeoutMs", NaN, "a number ≥ 0"],
];

for (const [name, value, expected] of wrong) {
  test(`Sessions refuse settings with a ${name} of ${value}`, () => {
    const error = assertThrows(
      () => setUp({ [name]: value } as Partial<SessionSettings>),
      RangeError,
    );
    const message = `Cannot open sessions: expected ${name} to be ${expected}, got ${value}`;
    assertEquals(error.message, message);
  });
}

test("Sessions name all wrong settings at once", () => {
  const error = assertThrows(() => setUp({ frameMs: 0, flushIntervalMs: -1 }), RangeError);
  assertEquals(
    error.message,
    "Cannot open sessions: expected frameMs to be a finite number above 0, got 0; " +
      "expected flushIntervalMs to be a finite number above 0, got -1",
  );
});

test("Sessions take settings without a limit of time", () => {
  const { clock, socket } = setUp({ startTimeoutMs: Infinity, sendTimeoutMs: Infinity });
  clock.advance(3_600_000);
  assertEquals(socket.closes, []);
});

test("Sessions refuse a layout for frames of another size", () => {
  const options = { inference: new ScriptedInference(), layout: plainLayout };
  const error = assertThrows(
    () => new Sessions({ ...options, settings: { frameBytes: 960 } }),
    RangeError,
  );
  const message =
    "Cannot open sessions: expected a layout for frames of 960 bytes, got one for 640";
  assertEquals(error.message, message);
});
