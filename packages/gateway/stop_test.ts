import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { FakeSocket, settled } from "@stt-bench/core/testing";
import { stop } from "./stop.ts";
import { setUpGateway } from "./testing/set_up_gateway.ts";

test("stop resolves at once when no session is open", async () => {
  const { gateway, clock } = setUpGateway();
  assertEquals(await stop(gateway, 10_000, clock), 0);
});

test("stop closes sessions with 1012 within half of the drain time", async () => {
  const { gateway, clock } = setUpGateway({ maxSessions: 10 });
  const sockets = Array.from({ length: 4 }, () => new FakeSocket());
  const sessions = sockets.map((socket) => gateway.sessions.open(socket));
  const stopped = stop(gateway, 4000, clock);
  const closed = () => sockets.map(({ closes }) => closes.length);
  assertEquals(gateway.isDraining, true);
  clock.advance(600);
  assertEquals(closed(), [1, 1, 0, 0]);
  clock.advance(1400);
  assertEquals(closed(), [1, 1, 1, 1]);
  assertEquals(sockets[3]!.closes, [[1012, "service restart"]]);
  for (const session of sessions) session.socketClosed(1012);
  await settled();
  clock.advance(200);
  assertEquals(await stopped, 0);
});

test("stop leaves clients time to read the last Close before the process ends", async () => {
  const { gateway, clock } = setUpGateway();
  const session = gateway.sessions.open(new FakeSocket());
  let isStopped = false;
  const stopped = stop(gateway, 4000, clock).then(() => isStopped = true);
  clock.advance(2000);
  session.socketClosed(1012);
  await settled();
  clock.advance(199);
  await settled();
  assertEquals(isStopped, false);
  clock.advance(1);
  await stopped;
});

test("stop closes what is left at the deadline with 1001", async () => {
  const { gateway, clock } = setUpGateway();
  const socket = new FakeSocket();
  const session = gateway.sessions.open(socket);
  session.receiveText('{"type":"start"}');
  session.receiveFrame(new Uint8Array(640));
  const stopped = stop(gateway, 4000, clock);
  clock.advance(3999);
  assertEquals(socket.closes, []);
  clock.advance(1);
  await settled();
  assertEquals(socket.closes, [[1001, "drain deadline"]]);
  clock.advance(500);
  await settled();
  clock.advance(200);
  assertEquals(await stopped, 1);
});
