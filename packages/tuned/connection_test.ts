import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { close, concat, ping, START } from "./testing/client_bytes.ts";
import { readServerOutput } from "./testing/server_output.ts";
import { request, setUpServer, upgradeRequest } from "./testing/set_up_server.ts";

const HEALTH = request("GET /health HTTP/1.1");

test("Connection cuts a client that hasn't sent its request within 10 s", () => {
  const { clock, connect } = setUpServer();
  const peer = connect();
  for (let second = 0; second < 9; second++) {
    peer.send(HEALTH.subarray(second, second + 1));
    clock.advance(1000);
  }
  clock.advance(999);
  assertEquals(peer.socket.isDestroyed, false);
  clock.advance(1);
  assertEquals(peer.socket.isDestroyed, true);
});

test("Connection counts until it is gone, and is cut when there are too many", async () => {
  const { connect, gateway } = setUpServer({ maxConnections: 1 });
  const [first, second] = [connect(), connect()];
  await second.until(({ isDestroyed }) => isDestroyed);
  second.send(HEALTH);
  assertEquals([second.socket.isReading, gateway.refusals.connections], [false, 1]);
  first.reset();
  const third = connect();
  third.send(HEALTH);
  await third.until(({ isEnded }) => isEnded);
  assertEquals(gateway.refusals.connections, 1);
});

test("Connection lets a session be as silent as its own timeouts allow", async () => {
  const { clock, connect, ends } = setUpServer({ settings: { startTimeoutMs: 60_000 } });
  const peer = connect();
  peer.send(upgradeRequest());
  await peer.until(({ written }) => written.length > 0);
  clock.advance(59_000);
  assertEquals([peer.socket.isDestroyed, peer.socket.isEnded, ends], [false, false, []]);
});

test("Connection ends its side after a response, and is cut when the client doesn't within 2 s", async () => {
  const { clock, connect } = setUpServer();
  const peer = connect();
  peer.send(HEALTH);
  await peer.until(({ isEnded }) => isEnded);
  clock.advance(1999);
  assertEquals(peer.socket.isDestroyed, false);
  clock.advance(1);
  assertEquals(peer.socket.isDestroyed, true);
});

test("Connection is cut as soon as the client ends its side after a response", async () => {
  const peer = setUpServer().connect();
  peer.send(HEALTH);
  await peer.until(({ isEnded }) => isEnded);
  assertEquals(peer.socket.isDestroyed, false);
  peer.end();
  assertEquals(peer.socket.isDestroyed, true);
});

test("Connection reads and ignores what comes after a response", async () => {
  const { connect, bugs } = setUpServer();
  const peer = connect();
  peer.send(HEALTH);
  await peer.until(({ isEnded }) => isEnded);
  const writtenBytes = peer.socket.written.length;
  peer.send(HEALTH, HEALTH);
  assertEquals([peer.unread, peer.socket.written.length, bugs], [0, writtenBytes, []]);
});

test("Connection forgets its timers when the client is gone", async () => {
  const { clock, connect } = setUpServer();
  const [early, late] = [connect(), connect()];
  late.send(HEALTH);
  await late.until(({ isEnded }) => isEnded);
  early.reset();
  late.reset();
  clock.advance(20_000);
  assertEquals([early.socket.isDestroyed, late.socket.isDestroyed], [false, false]);
});

test("Connection says nothing to a client that is gone before its answer", async () => {
  const { connect, gateway } = setUpServer();
  const [gone, other] = [connect(), connect()];
  for (const peer of [gone, other]) peer.send(HEALTH);
  gone.reset();
  await other.until(({ isEnded }) => isEnded);
  assertEquals([gone.socket.written.length, gone.socket.isEnded], [0, false]);
  assertEquals(gateway.sessions.size, 0);
});

test("Connection opens, answers and ends a session that comes in one chunk", async () => {
  const { connect, ends, gateway } = setUpServer();
  const peer = connect();
  peer.send(concat(upgradeRequest(), START, close(1000)));
  await peer.until(({ isEnded }) => isEnded);
  assertEquals(readServerOutput(peer.socket.written).closeCode, 1000);
  assertEquals(ends.map(({ cause, code }) => [cause, code]), [["client", 1000]]);
  assertEquals(gateway.sessions.size, 0);
  peer.end();
  assertEquals(peer.socket.isDestroyed, true);
});

test("Connection waits 2 s for the client's end after a session, too", async () => {
  const { clock, open } = setUpServer();
  const peer = await open(close());
  assertEquals([peer.socket.isEnded, peer.socket.isReading], [true, true]);
  clock.advance(1999);
  assertEquals(peer.socket.isDestroyed, false);
  clock.advance(1);
  assertEquals(peer.socket.isDestroyed, true);
});

test("Connection reports a bug, cuts its own client and leaves the others alone", async () => {
  const { open, bugs, ends } = setUpServer();
  const [victim, other] = [await open(), await open()];
  const bug = new Error("a bug");
  victim.socket.write = () => {
    throw bug;
  };
  victim.send(ping("x"));
  assertEquals([bugs, victim.socket.isDestroyed], [[bug], true]);
  other.send(ping("x"));
  assertEquals([other.socket.isDestroyed, ends.length], [false, 1]);
});

test("Connection reports a bug in an answer, too, and cuts its own client", async () => {
  const { connect, bugs } = setUpServer();
  const bug = new Error("a bug");
  for (const bytes of [HEALTH, request("no request line")]) {
    const peer = connect();
    peer.socket.write = () => {
      throw bug;
    };
    peer.send(bytes);
    await peer.until(({ isDestroyed }) => isDestroyed);
  }
  assertEquals(bugs, [bug, bug]);
});
