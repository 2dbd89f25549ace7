import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { ConnectionPool } from "./connection_pool.ts";
import type { TransportResult } from "./inference_transport.ts";
import { FakeConnection } from "./testing/fake_connection.ts";

const ANSWER = { outcome: "answered", status: 200, body: "{}" } as const;

function setUp(connections = 1) {
  const clock = new ManualClock();
  const opened: FakeConnection[] = [];
  const pool = new ConnectionPool({
    clock,
    connections,
    // Pauses of half their length: 25, 50, 100 ms …
    random: () => 0,
    open(events) {
      const connection = new FakeConnection(events);
      opened.push(connection);
      return connection;
    },
  });
  const post = () => {
    const results: TransportResult[] = [];
    const request = pool.post({ bytes: new Uint8Array(640), frames: 1 }, {
      onEnd: (result) => results.push(result),
    });
    return { request, results };
  };
  const postMany = (count: number) => Array.from({ length: count }, post);
  /** How many requests each connection has. */
  const load = () => opened.map(({ requests }) => requests.length);
  return { clock, pool, opened, post, postMany, load };
}

/** The same with all of its connections open. */
function setUpReady(connections = 1, streams = 100) {
  const all = setUp(connections);
  all.post();
  for (const connection of all.opened) connection.ready(streams);
  all.opened[0]!.end(ANSWER);
  return all;
}

const outcomes = (posts: { results: TransportResult[] }[]) => {
  return posts.map(({ results }) => results.map(({ outcome }) => outcome).join());
};

test("ConnectionPool opens its connections with the first request, which waits for one", () => {
  const { opened, postMany, load } = setUp(2);
  assertEquals(opened.length, 0);
  const posts = postMany(3);
  assertEquals(load(), [0, 0]);
  opened[1]!.ready();
  assertEquals(load(), [0, 3]);
  opened[1]!.end(ANSWER);
  assertEquals(outcomes(posts), ["answered", "", ""]);
});

test("ConnectionPool prefers one connection for 20 ms, then the next", () => {
  const { clock, post, postMany, load } = setUpReady(3);
  const loads = [];
  for (let turn = 0; turn < 4; turn++) {
    postMany(2);
    clock.advance(19);
    post();
    loads.push(load());
    clock.advance(1);
  }
  assertEquals(loads, [[3, 0, 0], [3, 3, 0], [3, 3, 3], [6, 3, 3]]);
});

test("ConnectionPool passes over a connection without room", () => {
  const { postMany, load } = setUpReady(3, 2);
  postMany(5);
  assertEquals(load(), [2, 2, 1]);
});

test("ConnectionPool opens one connection more, and then another, while streams run out", () => {
  const { opened, postMany, load } = setUpReady(1, 2);
  const posts = postMany(7);
  assertEquals(load(), [2, 0]);
  opened[1]!.ready(2);
  assertEquals(load(), [2, 2, 0]);
  opened[2]!.ready(2);
  assertEquals(load(), [2, 2, 2, 0]);
  opened[3]!.ready(2);
  assertEquals([load(), outcomes(posts).join("")], [[2, 2, 2, 1], ""]);
});

test("ConnectionPool opens at most 64 connections, and lets the rest wait", () => {
  const { opened, postMany, load } = setUpReady(1, 1);
  const posts = postMany(70);
  for (const connection of opened) if (connection.isConnecting) connection.ready(1);
  assertEquals(load(), Array(64).fill(1));
  for (const connection of opened) connection.end(ANSWER);
  assertEquals(outcomes(posts.slice(0, 64)), Array(64).fill("answered"));
  assertEquals(load().reduce((sum, requests) => sum + requests), 6);
});

test("ConnectionPool serves those that wait in their order, before others", () => {
  const { opened, postMany, load } = setUpReady(1, 1);
  const posts = postMany(3);
  opened[0]!.end(ANSWER);
  assertEquals([outcomes(posts), load()], [["answered", "", ""], [1, 0]]);
  opened[0]!.end(ANSWER);
  assertEquals(outcomes(posts), ["answered", "answered", ""]);
});

test("ConnectionPool says not_sent when a request is given up that waits, and doesn't send it", () => {
  const { opened, postMany, load } = setUp();
  const posts = postMany(2);
  posts[0]!.request.cancel();
  assertEquals(outcomes(posts), ["not_sent", ""]);
  posts[0]!.request.cancel();
  opened[0]!.ready();
  assertEquals([outcomes(posts), load()], [["not_sent", ""], [1]]);
});

test("ConnectionPool hands it on when a request is given up that is on its way", () => {
  const { post, load } = setUpReady();
  const given = post();
  given.request.cancel();
  given.request.cancel();
  assertEquals([outcomes([given]), load()], [["lost"], [0]]);
});

test("ConnectionPool sends what a leaving connection has refused over another one", () => {
  const { opened, postMany, load } = setUpReady();
  const posts = postMany(3);
  opened[0]!.goAway(1);
  opened[1]!.ready();
  assertEquals(load(), [1, 2]);
  for (const connection of opened) {
    while (connection.requests.length > 0) connection.end(ANSWER);
  }
  assertEquals(outcomes(posts), ["answered", "answered", "answered"]);
});

test("ConnectionPool sends a request three times at most", () => {
  const { opened, post } = setUp();
  const refused = post();
  for (let attempt = 0; attempt < 3; attempt++) {
    assertEquals(refused.results, []);
    opened[attempt]!.ready();
    opened[attempt]!.goAway();
  }
  assertEquals(refused.results, [
    { outcome: "lost", message: "the server refused the request" },
  ]);
  assertEquals(opened.length, 3);
});

test("ConnectionPool does not count a connection that had failed before the request was sent", () => {
  const { opened, post } = setUpReady();
  opened[0]!.breakAtNextPost();
  const { results } = post();
  for (const attempt of [1, 2, 3]) {
    assertEquals(results, []);
    opened[attempt]!.ready();
    opened[attempt]!.goAway();
  }
  assertEquals(results.map(({ outcome }) => outcome), ["lost"]);
});

test("ConnectionPool sends a refused request again at once where there is room", () => {
  const { opened, post, load } = setUpReady();
  const [refused, other] = [post(), post()];
  opened[0]!.end({ outcome: "refused" });
  // Otherwise both, and all that come later, would wait for a connection that may never open.
  assertEquals([load(), opened.length], [[2], 1]);
  opened[0]!.end(ANSWER);
  opened[0]!.end(ANSWER);
  assertEquals(outcomes([refused, other]), ["answered", "answered"]);
});

test("ConnectionPool tries every connection with room before a request waits", () => {
  const { opened, post, load } = setUpReady(2);
  opened[0]!.breakAtNextPost();
  post();
  assertEquals(load().slice(0, 2), [0, 1]);
});

test("ConnectionPool says not_sent when a refused request is given up before it is sent again", () => {
  const { opened, post } = setUpReady();
  const refused = post();
  opened[0]!.goAway();
  refused.request.cancel();
  assertEquals(outcomes([refused]), ["not_sent"]);
});

test("ConnectionPool doesn't send what is lost again", () => {
  const { opened, post } = setUpReady();
  const lost = post();
  opened[0]!.lose("reset by peer");
  assertEquals(lost.results, [{ outcome: "lost", message: "reset by peer" }]);
  assertEquals(opened.length, 1);
});

test("ConnectionPool opens a lost connection again with the next request, at once", () => {
  const { opened, post, load } = setUpReady();
  opened[0]!.lose();
  assertEquals(opened.length, 1);
  post();
  opened[1]!.ready();
  assertEquals(load(), [0, 1]);
});

test("ConnectionPool opens a lost connection again for those that wait", () => {
  const { opened, postMany, load } = setUpReady(1, 1);
  postMany(2);
  opened[1]!.ready(0);
  opened[0]!.lose();
  opened[2]!.ready();
  assertEquals(load(), [0, 0, 1]);
});

test("ConnectionPool sends a request elsewhere whose connection turns out to have failed", () => {
  const { opened, post, load } = setUpReady();
  opened[0]!.breakAtNextPost();
  const moved = post();
  opened[1]!.ready();
  assertEquals([load(), moved.results], [[0, 1], []]);
});

test("ConnectionPool lets nobody wait for a connection that could not be made", () => {
  const { opened, postMany } = setUp();
  const posts = postMany(2);
  opened[0]!.lose("connection refused");
  const lost = [{ outcome: "lost", message: "connection refused" }] as const;
  assertEquals(posts.map(({ results }) => results), [[...lost], [...lost]]);
});

test("ConnectionPool lets requests wait while another connection may still serve them", () => {
  const { opened, postMany, load } = setUp(2);
  const posts = postMany(2);
  opened[0]!.lose("connection refused");
  assertEquals(outcomes(posts), ["", ""]);
  opened[1]!.ready();
  assertEquals(load(), [0, 2]);
});

test("ConnectionPool pauses between attempts to connect that fail, twice as long each time", () => {
  const { clock, opened, post } = setUp();
  post();
  let count = 1;
  for (const pauseMs of [25, 50, 100, 200, 400, 500, 500]) {
    opened.at(-1)!.lose("connection refused");
    const waits = post();
    clock.advance(pauseMs - 1);
    assertEquals([pauseMs, opened.length, waits.results], [pauseMs, count, []]);
    clock.advance(1);
    assertEquals([pauseMs, opened.length], [pauseMs, ++count]);
  }
});

test("ConnectionPool forgets its pauses once a connection serves", () => {
  const { clock, opened, post } = setUp();
  for (let failure = 0; failure < 4; failure++) {
    post();
    clock.advance(1000);
    opened.at(-1)!.lose("connection refused");
  }
  post();
  clock.advance(1000);
  opened.at(-1)!.ready();
  opened.at(-1)!.lose();
  const count = opened.length;
  post();
  assertEquals(opened.length, count + 1);
});

test("ConnectionPool leaves a server that sends no SETTINGS within a second", () => {
  const { clock, opened, post } = setUp();
  const { results } = post();
  clock.advance(999);
  assertEquals(opened[0]!.problem, undefined);
  clock.advance(1);
  const message = "no HTTP/2 settings within 1000 ms";
  assertEquals([opened[0]!.problem, results], [message, [{ outcome: "lost", message }]]);
});

test("ConnectionPool leaves a server in peace that has sent its SETTINGS", () => {
  const { clock, opened } = setUpReady();
  clock.advance(60_000);
  assertEquals(opened.map(({ problem }) => problem), [undefined]);
});

test("ConnectionPool that is closed closes its connections, and loses its requests", () => {
  const { pool, opened, postMany } = setUpReady(2, 1);
  const posts = postMany(3);
  pool.close();
  assertEquals(opened.map(({ problem }) => problem), Array(3).fill("the transport was closed"));
  assertEquals(outcomes(posts), ["lost", "lost", "lost"]);
});
