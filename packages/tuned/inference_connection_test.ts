import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import type { AttemptResult } from "@stt-bench/gateway";
import { RequestLayout } from "@stt-bench/http2";
import { generatedPcm } from "@stt-bench/protocol";
import { InferenceConnection } from "./inference_connection.ts";
import { FakePeer } from "./testing/fake_peer.ts";
import * as server from "./testing/http2_server.ts";

const layout = new RequestLayout({ authority: "model", path: "/infer", unitBytes: 640 });

/** RFC 9113 §7. */
const CANCEL = 8;
const REFUSED_STREAM = 7;

function setUp() {
  const clock = new ManualClock();
  const peer = new FakePeer(clock);
  const log: string[] = [];
  const connection = new InferenceConnection({
    layout,
    clock,
    tickMs: 20,
    events: {
      onRoom: () => log.push("room"),
      onGone: (problem) => log.push(`gone: ${problem}`),
    },
  });
  peer.reportTo(connection);
  /** Posts the generated audio of `frames` frames. */
  const post = (frames = 1) => {
    const bytes = new Uint8Array(layout.byteLength(frames));
    const audio = new Uint8Array(generatedPcm(0, 1, frames).buffer);
    for (let i = 0; i < frames; i++) {
      bytes.set(audio.subarray(i * 640, (i + 1) * 640), layout.frameOffset(i));
    }
    const results: AttemptResult[] = [];
    const request = connection.post(
      { bytes, frames },
      { onEnd: (result) => results.push(result) },
    );
    return { request, results, audio };
  };
  /** Frames written since the last time. */
  const written = () => server.readFrames(peer.socket.takeWritten());
  const types = () => written().map(({ type }) => type);
  return { clock, peer, connection, log, post, written, types };
}

/** A connection whose server has said how many streams it takes. */
function setUpReady(maxStreams = 100) {
  const ready = setUp();
  const { clock, peer, connection, log } = ready;
  connection.onOpen(peer.socket);
  peer.send(server.settings(maxStreams));
  peer.socket.takeWritten();
  log.length = 0;
  clock.advance(20);
  return ready;
}

const outcomes = (requests: { results: AttemptResult[] }[]) => {
  return requests.map(({ results }) => results.map(({ outcome }) => outcome));
};

test("InferenceConnection has room once the server's SETTINGS have come", () => {
  const { peer, connection, log, types, post } = setUp();
  assertEquals([connection.isConnecting, connection.hasRoom], [true, false]);
  assertEquals(post().request, undefined);
  connection.onOpen(peer.socket);
  assertEquals(types()[0], server.SETTINGS);
  assertEquals([connection.isConnecting, log], [true, []]);
  peer.send(server.settings());
  assertEquals([connection.isConnecting, connection.hasRoom, log], [false, true, ["room"]]);
});

test("InferenceConnection posts a batch where it lies, and hands the answer on", () => {
  const { clock, peer, post, written } = setUpReady();
  const { results, audio } = post(60);
  assertEquals(server.bodyOf(written(), 1), audio);
  peer.send(server.answer(1, '{"rms":1}'));
  clock.advance(20);
  const [result] = results;
  assert(result?.outcome === "answered");
  assertEquals([result.status, result.body, results.length], [200, '{"rms":1}', 1]);
});

test("InferenceConnection reads answers once in a tick, all that have come", () => {
  const { clock, peer, post } = setUpReady();
  const requests = [post(), post(), post()];
  peer.send(server.answer(1));
  assertEquals([peer.unread, peer.socket.isReading], [0, false]);
  peer.send(server.answer(3), server.answer(5));
  clock.advance(19);
  assertEquals([peer.unread, outcomes(requests)], [2, [["answered"], [], []]]);
  clock.advance(1);
  assertEquals([peer.unread, peer.socket.isReading], [0, false]);
  assertEquals(outcomes(requests), [["answered"], ["answered"], ["answered"]]);
});

test("InferenceConnection reads answers at the next tick, wherever between two they came", () => {
  const { clock, peer, post } = setUpReady();
  const requests = [post(), post()];
  clock.advance(7);
  peer.send(server.answer(1));
  peer.send(server.answer(3));
  clock.advance(12);
  assertEquals(outcomes(requests), [["answered"], []]);
  clock.advance(1);
  assertEquals(outcomes(requests), [["answered"], ["answered"]]);
});

test("InferenceConnection reads by events until the server is ready", () => {
  const { peer, connection } = setUp();
  connection.onOpen(peer.socket);
  for (const byte of server.settings()) {
    assertEquals(peer.socket.isReading, true);
    peer.send(Uint8Array.of(byte));
  }
  assertEquals([peer.socket.isReading, connection.hasRoom], [false, true]);
});

test("InferenceConnection has no room beyond the server's streams, and says when it has again", () => {
  const { clock, peer, connection, log, post } = setUpReady(2);
  const requests = [post(), post(), post()];
  assertEquals(requests.map(({ request }) => request === undefined), [false, false, true]);
  assertEquals([connection.hasRoom, connection.isConnecting], [false, false]);
  peer.send(server.answer(3));
  clock.advance(20);
  assertEquals([connection.hasRoom, log], [true, ["room"]]);
});

test("InferenceConnection tells of an answer only when the socket has let go of the batch", () => {
  const { peer, post } = setUpReady();
  peer.socket.takesAtOnce = false;
  const { results } = post();
  peer.send(server.answer(1));
  assertEquals(results, []);
  peer.drain();
  assertEquals(results.map(({ outcome }) => outcome), ["answered"]);
});

test("InferenceConnection finishes what the server has taken after GOAWAY, and refuses the rest", () => {
  const { clock, peer, connection, log, post } = setUpReady();
  const requests = [post(), post(), post()];
  peer.send(server.goAway(3));
  assertEquals(outcomes(requests), [[], [], ["refused"]]);
  assertEquals(log, ["gone: undefined"], "it has served: no failure to connect");
  assertEquals([connection.hasRoom, connection.isConnecting, post().request], [
    false,
    false,
    undefined,
  ]);
  peer.send(server.answer(1), server.answer(3));
  clock.advance(20);
  assertEquals(outcomes(requests), [["answered"], ["answered"], ["refused"]]);
  assertEquals([peer.socket.isEnded, peer.socket.isDestroyed], [true, false]);
  clock.advance(1000);
  assertEquals(peer.socket.isDestroyed, true);
});

test("InferenceConnection is refused a stream and goes on", () => {
  const { peer, connection, log, post } = setUpReady();
  const requests = [post(), post()];
  peer.send(server.reset(1, REFUSED_STREAM));
  assertEquals(outcomes(requests), [["refused"], []]);
  assertEquals([connection.hasRoom, log], [true, []]);
});

test("InferenceConnection resets the stream of a request that is given up, and asks for a sign of life", () => {
  const { clock, peer, connection, log, post, written } = setUpReady();
  const [given, other] = [post(), post()];
  written();
  given.request!.cancel();
  assertEquals(outcomes([given, other]), [["lost"], []]);
  const [reset, ping] = written();
  assertEquals([reset?.type, reset?.streamId, reset?.payload[3]], [server.RST_STREAM, 1, CANCEL]);
  assertEquals(ping?.type, server.PING);
  peer.send(server.pong(ping!));
  clock.advance(5000);
  assertEquals([connection.hasRoom, log], [true, []]);
  peer.send(server.answer(1), server.answer(3));
  clock.advance(20);
  assertEquals(outcomes([given, other]), [["lost"], ["answered"]]);
});

test("InferenceConnection asks once for a sign of life, however many requests are given up", () => {
  const { post, types } = setUpReady();
  const requests = [post(), post()];
  types();
  for (const { request } of requests) request!.cancel();
  assertEquals(types(), [server.RST_STREAM, server.PING, server.RST_STREAM]);
});

test("InferenceConnection leaves a server that is silent after a request was given up", () => {
  const { clock, peer, connection, log, post } = setUpReady();
  const [given, other] = [post(), post()];
  given.request!.cancel();
  clock.advance(999);
  assertEquals(log, []);
  clock.advance(1);
  assertEquals([connection.hasRoom, connection.isConnecting, log.length], [false, false, 1]);
  const [result] = other.results;
  assert(result?.outcome === "lost");
  assertMatch(result.message, /no answer to a PING within 1000 ms/);
  assertEquals(given.results.length, 1);
  clock.advance(1000);
  assertEquals(peer.socket.isDestroyed, true);
});

test("InferenceConnection says why it could not connect", () => {
  const { connection, log } = setUp();
  connection.onClose("connection refused");
  assertEquals(log, ["gone: connection refused"]);
  assertEquals([connection.isConnecting, connection.hasRoom], [false, false]);
});

test("InferenceConnection says why a server was no server", () => {
  const { clock, peer, connection, log, types } = setUp();
  connection.onOpen(peer.socket);
  types();
  peer.send(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
  assertMatch(log.join(), /^gone: Cannot speak HTTP\/2 with the server/);
  assertEquals([types(), peer.socket.isEnded], [[server.GOAWAY], true]);
  clock.advance(1000);
  assertEquals(peer.socket.isDestroyed, true);
});

test("InferenceConnection that is left before it was open closes the socket that comes", () => {
  const { peer, connection, log, types } = setUp();
  connection.destroy("too late");
  connection.onOpen(peer.socket);
  assertEquals([peer.socket.isDestroyed, types(), log], [true, [], ["gone: too late"]]);
});

for (const how of ["end", "reset"] as const) {
  test(`InferenceConnection loses its requests when the server says ${how}`, () => {
    const { clock, peer, log, post } = setUpReady();
    const requests = [post(), post()];
    peer[how]();
    clock.advance(20);
    const expected = [[["lost"], ["lost"]], ["gone: undefined"]];
    assertEquals([outcomes(requests), log], expected);
    clock.advance(5000);
    assertEquals([outcomes(requests), log], expected);
  });
}

test("InferenceConnection loses requests whose batches the socket still has", () => {
  const { peer, post } = setUpReady();
  peer.socket.takesAtOnce = false;
  const requests = [post(), post()];
  peer.reset();
  assertEquals(outcomes(requests), [["lost"], ["lost"]]);
});
