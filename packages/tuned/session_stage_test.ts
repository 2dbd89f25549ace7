import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { isBalanced } from "@stt-bench/core";
import type { PartialMessage } from "@stt-bench/protocol";
import { clientBytes, close, concat, cut, frames, ping } from "./testing/client_bytes.ts";
import type { FakePeer } from "./testing/fake_peer.ts";
import { readServerOutput } from "./testing/server_output.ts";
import { setUpServer, upgradeRequest } from "./testing/set_up_server.ts";
import type { ServerSetUp } from "./testing/set_up_server.ts";

const output = (peer: FakePeer) => readServerOutput(peer.socket.written);

/** Why and with which codes sessions have ended. */
const causes = ({ ends }: ServerSetUp) => ends.map(({ cause, code }) => [cause, code]);

const unavailable = {
  stage: "inference_request",
  kind: "http_5xx",
  message: "expected 200, got 503",
  status: 503,
} as const;

test("SessionStage answers the frames of a second with one partial", async () => {
  const { clock, inference, open } = setUpServer();
  const peer = await open(frames(1, 50));
  clock.advance(1020);
  await inference.answer();
  const [partial, ...others] = output(peer).messages as PartialMessage[];
  assertEquals([partial?.type, partial?.frames, others], ["partial", 50, []]);
});

const pieces: [name: string, cut: (bytes: Uint8Array) => Uint8Array[]][] = [
  ["frame by frame", (bytes) => cut(bytes, [0.25, 0.5, 0.75])],
  ["in odd pieces", (bytes) => cut(bytes, [0.1, 0.11, 0.4, 0.66, 0.9])],
  ["byte by byte", (bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte))],
];

for (const [name, cutUp] of pieces) {
  test(`SessionStage makes the same partial of frames that come ${name}`, async () => {
    const partials = [];
    for (const chunks of [[frames(1, 4)], cutUp(frames(1, 4))]) {
      const { clock, inference, open } = setUpServer();
      const peer = await open();
      peer.send(...chunks);
      clock.advance(1020);
      await inference.answer();
      partials.push(output(peer).messages);
    }
    assertEquals((partials[0]![0] as PartialMessage).frames, 4);
    assertEquals(partials[1], partials[0]);
  });
}

test("SessionStage reads by events until frames come, then every 500 ms", async () => {
  const { clock, open } = setUpServer();
  const peer = await open();
  const { socket } = peer;
  assertEquals(socket.isReading, true);
  peer.send(ping("a"));
  assertEquals(socket.isReading, true);
  peer.send(frames(1, 1));
  assertEquals(socket.isReading, false);
  peer.send(frames(2, 2));
  clock.advance(499);
  assertEquals([socket.isReading, peer.unread], [false, 1]);
  clock.advance(1);
  assertEquals([socket.isReading, peer.unread], [false, 0]);
});

test("SessionStage reads by events again when an interval has brought no frame", async () => {
  const { clock, open } = setUpServer();
  const peer = await open(frames(1, 1));
  clock.advance(500);
  assertEquals(peer.socket.isReading, true);
  peer.send(ping("still here"));
  assertEquals([peer.unread, peer.socket.isReading], [0, true]);
});

test("SessionStage reads all that waits, chunk by chunk, before it waits again", async () => {
  const { clock, open, gateway } = setUpServer();
  const peer = await open(frames(1, 1));
  peer.send(frames(2, 3), frames(4, 4), frames(5, 9));
  clock.advance(500);
  assertEquals([peer.unread, peer.socket.isReading], [0, false]);
  assertEquals(gateway.sessions.counters.frames.buffered, 9);
});

test("SessionStage reads what has come when a flush is due, and posts it with the rest", async () => {
  const { clock, inference, open } = setUpServer();
  const peer = await open(frames(1, 1));
  clock.advance(900);
  peer.send(frames(2, 2));
  assertEquals(peer.unread, 0);
  peer.send(frames(3, 5));
  clock.advance(99);
  assertEquals([peer.unread, inference.requests], [1, 0]);
  clock.advance(1);
  assertEquals(inference.pending[0]?.batch.frames, 5);
});

test("SessionStage lets a flush go on 20 ms after it was due when nothing has come", async () => {
  const { clock, inference, open } = setUpServer();
  const peer = await open(frames(1, 3));
  clock.advance(1000);
  assertEquals([peer.socket.isReading, inference.requests], [true, 0]);
  clock.advance(20);
  assertEquals(inference.pending[0]?.batch.frames, 3);
});

test("SessionStage counts the age of a frame from when it was read", async () => {
  const { clock, inference, open } = setUpServer();
  const peer = await open(frames(1, 1));
  peer.send(frames(2, 2));
  clock.advance(1020);
  await inference.fail(unavailable);
  const [error] = output(peer).messages;
  assert(error?.type === "error");
  assertEquals([error.oldest_age_ms, error.newest_age_ms], [1020, 520]);
});

test("SessionStage answers a ping, also one in the middle of frames", async () => {
  const { clock, inference, open } = setUpServer();
  const peer = await open();
  peer.send(concat(frames(1, 2), ping("hello"), frames(3, 4)));
  assertEquals(output(peer).pongs, ["hello"]);
  clock.advance(1020);
  assertEquals(inference.pending[0]?.batch.frames, 4);
});

test("SessionStage echoes a Close and ends TCP", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open();
  peer.send(close(1001));
  assertEquals([output(peer).closeCode, peer.socket.isEnded], [1001, true]);
  assertEquals(causes(setUp), [["client", 1001]]);
});

test("SessionStage notices a Close behind frames within 500 ms", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open(frames(1, 2));
  peer.send(concat(frames(3, 3), close()));
  setUp.clock.advance(499);
  assertEquals(setUp.ends.length, 0);
  setUp.clock.advance(1);
  assertEquals(output(peer).closeCode, 1000);
  assertEquals(setUp.ends[0]?.frames.discarded, 3);
});

for (
  const [what, ends, messages] of [
    [
      "says an answer that comes before it reads a Close, behind bytes that end with a frame",
      [],
      1,
    ],
    ["says no answer once it has read a Close, at once behind bytes that end in a frame", [0.9], 0],
  ] as const
) {
  test(`SessionStage ${what}`, async () => {
    const { clock, inference, open } = setUpServer();
    const audio = frames(1, 3);
    const peer = await open(audio.subarray(0, 700));
    clock.advance(1020);
    peer.send(...cut(audio.subarray(700, 1400), ends));
    peer.send(concat(audio.subarray(1400), close()));
    await inference.answer();
    clock.advance(500);
    assertEquals([output(peer).messages.length, output(peer).closeCode], [messages, 1000]);
  });
}

const violations: [name: string, bytes: Uint8Array, code: number, cause: string][] = [
  ["a short frame", binary(638), 1003, "bad_frame"],
  ["a long frame", binary(642), 1003, "bad_frame"],
  ["an empty frame", binary(0), 1003, "bad_frame"],
  ["text", clientBytes((client) => client.sendText("hi")), 1002, "text_after_start"],
  ["an unmasked frame", Uint8Array.of(0x82, 1, 0), 1002, "transport_protocol"],
  ["a reserved bit", Uint8Array.of(0xc2, 0x80), 1002, "transport_protocol"],
  ["a Close of one byte", Uint8Array.of(0x88, 0x81, 0, 0, 0, 0, 3), 1002, "transport_protocol"],
  [
    "text that isn't UTF-8",
    Uint8Array.of(0x81, 0x81, 0, 0, 0, 0, 0xff),
    1007,
    "transport_protocol",
  ],
  ["a message over the limit", binary(8193), 1009, "transport_protocol"],
];

for (const [name, bytes, code, cause] of violations) {
  test(`SessionStage closes with ${code} after ${name}`, async () => {
    const setUp = setUpServer();
    const peer = await setUp.open(frames(1, 3));
    peer.send(concat(frames(4, 4), bytes, frames(5, 5)));
    setUp.clock.advance(500);
    peer.send(close(code));
    assertEquals([output(peer).closeCode, peer.socket.isEnded], [code, true]);
    assertEquals(causes(setUp), [[cause, code]]);
    assertEquals(setUp.ends[0]?.frames.received, 4);
    assertEquals(setUp.gateway.sessions.counters.frames.discarded, 4);
  });
}

function binary(byteCount: number): Uint8Array {
  return clientBytes((client) => client.sendBinary(new Uint8Array(byteCount)));
}

test("SessionStage reads by events once the session closes, and cuts who doesn't answer", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open(concat(frames(1, 1), binary(3)));
  assertEquals([output(peer).closeCode, peer.socket.isReading], [1003, true]);
  peer.send(frames(2, 3), frames(4, 9));
  assertEquals([peer.unread, peer.socket.isReading], [0, true]);
  setUp.clock.advance(1999);
  assertEquals([peer.socket.isDestroyed, setUp.ends.length], [false, 0]);
  setUp.clock.advance(1);
  assertEquals([peer.socket.isDestroyed, causes(setUp)], [true, [["bad_frame", 1003]]]);
});

test("SessionStage closes with 1008 when the start doesn't come", async () => {
  const setUp = setUpServer();
  const peer = setUp.connect();
  peer.send(upgradeRequest());
  await peer.until(({ written }) => written.length > 0);
  setUp.clock.advance(5000);
  assertEquals([output(peer).closeCode, peer.socket.isReading], [1008, true]);
});

test("SessionStage takes an end without a Close for a lost connection", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open(frames(1, 2));
  peer.end();
  setUp.clock.advance(500);
  assertEquals(causes(setUp), [["connection_lost", 1006]]);
  assertEquals([peer.socket.isDestroyed, setUp.ends[0]?.frames.discarded], [true, 2]);
});

test("SessionStage ends its session once, however often its connection does", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open(frames(1, 2));
  setUp.clock.advance(1020);
  peer.end();
  peer.reset();
  await setUp.inference.answer();
  setUp.clock.advance(10_000);
  assertEquals(causes(setUp), [["connection_lost", 1006]]);
  assertEquals(setUp.gateway.sessions.size, 0);
  assertEquals(output(peer).messages, []);
});

test("SessionStage reads no more and cancels its request when the connection is gone", async () => {
  const { clock, inference, open } = setUpServer();
  const peer = await open(frames(1, 2));
  clock.advance(1020);
  const { reads } = peer.socket;
  peer.reset();
  assertEquals(inference.pending[0]?.signal.aborted, true);
  clock.advance(10_000);
  assertEquals(peer.socket.reads, reads);
});

test("SessionStage cuts a client that sends pings and reads no pongs", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open();
  peer.socket.takesAtOnce = false;
  const pings = concat(...Array.from({ length: 20 }, () => ping("x".repeat(125))));
  let most = 0;
  while (!peer.socket.isDestroyed) {
    most = peer.socket.unwrittenBytes;
    assert(most <= 128 * 1024, "what waits in the socket is bounded");
    peer.send(pings);
  }
  assert(most > 60 * 1024, "a client may be somewhat slow");
  assertEquals(causes(setUp), [["connection_lost", 1006]]);
});

test("SessionStage holds a partial back while four wait in the socket", async () => {
  const setUp = setUpServer({ settings: { sendTimeoutMs: 60_000 } });
  const peer = await setUp.open(frames(1, 1));
  peer.socket.takesAtOnce = false;
  for (let second = 1; second <= 5; second++) {
    setUp.clock.advance(1020);
    await setUp.inference.answer();
    peer.send(frames(second + 1, second + 1));
  }
  assertEquals(output(peer).messages.length, 4);
  peer.drain();
  assertEquals(output(peer).messages.length, 5);
  setUp.clock.advance(1020);
  await setUp.inference.answer();
  const sequences = output(peer).messages.map(({ oldest_frame_seq }) => oldest_frame_seq);
  assertEquals(sequences, [1, 2, 3, 4, 5, 6]);
});

test("SessionStage closes with 1008 when a partial waits too long, but not once it is read", async () => {
  const setUp = setUpServer();
  const [slow, stuck] = [await setUp.open(frames(1, 1)), await setUp.open(frames(1, 1))];
  for (const peer of [slow, stuck]) peer.socket.takesAtOnce = false;
  setUp.clock.advance(1020);
  await setUp.inference.answer();
  await setUp.inference.answer();
  setUp.clock.advance(4999);
  slow.drain();
  setUp.clock.advance(1);
  assertEquals(output(slow).closeCode, undefined);
  assertEquals(output(stuck).closeCode, 1008);
});

test("SessionStage drains what has come before the drain, then closes with 1012", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open(frames(1, 2));
  peer.send(frames(3, 4));
  const drained = setUp.gateway.drain(0);
  setUp.clock.advance(1);
  assertEquals(setUp.inference.pending[0]?.batch.frames, 4);
  await setUp.inference.answer();
  assertEquals([output(peer).messages.length, output(peer).closeCode], [1, 1012]);
  peer.send(close(1012));
  await drained;
  assertEquals(causes(setUp), [["drain", 1012]]);
});

test("SessionStage drains once when a flush has asked for bytes already", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open(frames(1, 2));
  setUp.clock.advance(1000);
  setUp.gateway.drain(0);
  setUp.clock.advance(5);
  assertEquals(setUp.inference.requests, 0);
  peer.send(frames(3, 3));
  assertEquals(setUp.inference.pending[0]?.batch.frames, 3);
  await setUp.inference.answer();
  setUp.clock.advance(50);
  assertEquals([setUp.inference.requests, output(peer).closeCode], [1, 1012]);
});

test("SessionStage closes a session with 1012 that hasn't started when the gateway drains", async () => {
  const setUp = setUpServer();
  const peer = setUp.connect();
  peer.send(upgradeRequest());
  await peer.until(({ written }) => written.length > 0);
  setUp.gateway.drain(0);
  setUp.clock.advance(1);
  assertEquals([output(peer).closeCode, peer.socket.isReading], [1012, true]);
});

test("SessionStage closes all sessions when the drain takes too long", async () => {
  const setUp = setUpServer();
  const peer = await setUp.open(frames(1, 2));
  setUp.gateway.drain(0);
  setUp.clock.advance(21);
  setUp.gateway.sessions.closeAll(1001, "drain deadline");
  assertEquals([output(peer).closeCode, peer.socket.isReading], [1001, true]);
  setUp.clock.advance(2000);
  assertEquals([peer.socket.isDestroyed, causes(setUp)], [true, [["drain_deadline", 1001]]]);
  assert(isBalanced(setUp.gateway.sessions.counters.frames));
});
