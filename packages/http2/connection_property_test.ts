import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeFrame, encodeGoAway, encodePing, encodeReset } from "./frame/encode_frame.ts";
import { encodeSettings, encodeWindowUpdate } from "./frame/encode_frame.ts";
import { answer, continuation, data, headers } from "./testing/server_frames.ts";
import { TestClient } from "./testing/test_client.ts";

const STREAMS = 4;
const streamId = fc.integer({ min: 0, max: STREAMS - 1 }).map((index) => index * 2 + 1);
const body = fc.string({ unit: "grapheme", maxLength: 40 });
const shape = fc.record({ endStream: fc.boolean(), padding: fc.nat(20) }, { requiredKeys: [] });
const status = fc.constantFrom("100", "200", "200", "200", "404", "503");

/** `retry-after: 7` as a literal that is indexed, then by its index (if nothing was added since). */
const indexing = Uint8Array.of(0x88, 0x40 | 53, 1, 0x37);
const indexed = Uint8Array.of(0x88, 0xbe);

/** What a server may send, and what it must not. */
const frame: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(streamId, body).map(([id, text]) => answer(id, text)) },
  { weight: 3, arbitrary: fc.tuple(streamId, body, shape).map((args) => data(...args)) },
  fc.tuple(streamId, status, shape).map(([id, status, shape]) =>
    headers(id, { ":status": status, "retry-after": "1" }, shape)
  ),
  fc.tuple(streamId, shape).map(([id, shape]) => headers(id, indexing, shape)),
  fc.tuple(streamId, shape).map(([id, shape]) => headers(id, indexed, shape)),
  fc.tuple(streamId, fc.nat(4)).map(([id, cut]) =>
    Buffer.concat([
      headers(id, indexing.subarray(0, cut), { endHeaders: false }),
      continuation(id, indexing.subarray(cut), true),
    ])
  ),
  fc.tuple(streamId, fc.constantFrom(0, 7, 8)).map(([id, code]) => encodeReset(id, code as 0)),
  fc.tuple(fc.constantFrom(0, 1, 3, 5, 7), fc.nat(90)).map((args) => encodeWindowUpdate(...args)),
  fc.nat(90).map((bytes) => encodeSettings([[4, bytes], [3, 100]])),
  fc.constant(encodePing(Buffer.from("12345678"))),
  fc.tuple(fc.nat(8), fc.nat(13)).map(([id, code]) => encodeGoAway(id, code, "bye")),
  fc.tuple(fc.nat(12), fc.nat(255), streamId, fc.uint8Array({ maxLength: 12 })).map((args) =>
    encodeFrame(...args)
  ),
);

/** All that the outside sees of a connection with four requests, one of which waits for windows. */
function run(pieces: Iterable<Uint8Array>) {
  const client = TestClient.ready([[4, 60]]);
  for (const units of [1, 2, 9, 0]) client.post(units);
  for (const piece of pieces) client.connection.receive(piece);
  const { isReady, activeStreams } = client.connection;
  return {
    log: client.log,
    results: [...client.results],
    written: client.takeWritten().toString("hex"),
    isReady,
    activeStreams,
  };
}

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)), bytes.length];
  places.sort((a, b) => a - b);
  return places.slice(1).map((end, index) => bytes.slice(places[index], end));
}

/** The same pieces as some sockets give them: as Buffers, one after the other in the same memory. */
function* inOneMemory(pieces: readonly Uint8Array[]): Generator<Buffer> {
  const memory = Buffer.alloc(Math.max(0, ...pieces.map((piece) => piece.length)));
  for (const piece of pieces) {
    memory.fill(0xee).set(piece);
    yield memory.subarray(0, piece.length);
  }
}

test("ClientConnection does the same for every way of cutting what it receives", () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 25, size: "max" }),
      fc.array(fc.nat(), { maxLength: 30, size: "max" }),
      (frames, places) => {
        const bytes = Uint8Array.from(Buffer.concat(frames));
        const whole = run([bytes]);
        assertEquals(run(cut(bytes, places)), whole);
        assertEquals(run(inOneMemory(cut(bytes, places))), whole);
        assertEquals(run(frames), whole);
        assertEquals(run([...bytes].map((byte) => Uint8Array.of(byte))), whole);
      },
    ),
    { numRuns: 300 },
  );
});

test("ClientConnection ends every request once, and itself once, whatever comes", () => {
  const noise = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 6, arbitrary: frame }, noise)), (pieces) => {
      const client = TestClient.ready([[4, 60]]);
      for (let stream = 0; stream < STREAMS; stream++) client.post(stream);
      for (const piece of pieces) client.connection.receive(piece);
      client.connection.receiveEnd();
      const ends = client.log.filter((event) => /^\d/.test(event)).map((event) => event[0]);
      assertEquals(ends.sort(), ["1", "3", "5", "7"]);
      assertEquals(client.log.filter((event) => event.startsWith("gone")).length, 1);
      assertEquals([client.log.filter((event) => event === "over").length, client.log.at(-1)], [
        1,
        "over",
      ]);
      assertEquals(client.connection.activeStreams, 0);
    }),
    { numRuns: 500 },
  );
});
