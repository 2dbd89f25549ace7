import { test } from "node:test";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { FixedFrameRoom, FixedFrameSink } from "./frame/fixed_frames.ts";
import { arbitraryBytes } from "./testing/arbitrary_frames.ts";
import { toHex } from "./testing/encode_frame.ts";
import { recordByWs } from "./testing/record_by_ws.ts";
import { record, recordedConnection } from "./testing/recorded_connection.ts";
import type { Recorded } from "./testing/recorded_connection.ts";

const FIXED_BYTES = 128;
const maxMessageBytes = 1000;

/** Cuts `bytes` at positions that are given as fractions of its length. */
function cut(bytes: Uint8Array, fractions: readonly number[]): Uint8Array[] {
  const cuts = fractions.map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b);
  return [0, ...cuts].map((start, i) => bytes.subarray(start, cuts[i]));
}

/** Tells of payloads on the fast path as of binary messages; every fifth finds no room. */
function recordingSink(recorded: Recorded[]): FixedFrameSink {
  const words = new Uint32Array(FIXED_BYTES / 4 + 1);
  const room: FixedFrameRoom = { words, writeOffset: 4 };
  let reserved = 0;
  return {
    payloadBytes: FIXED_BYTES,
    reserve: () => ++reserved % 5 === 0 ? undefined : room,
    commit: () => recorded.push(["binary", toHex(new Uint8Array(words.buffer, 4))]),
  };
}

function recordFast(chunks: readonly Uint8Array[]): Recorded[] {
  const recorded: Recorded[] = [];
  const options = { maxMessageBytes, frames: recordingSink(recorded) };
  const { connection } = recordedConnection("server", options, recorded);
  for (const chunk of chunks) connection.receive(chunk);
  return recorded;
}

const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });

test("Fast path, complete path and ws make the same of a client's bytes, however they're cut", async () => {
  const bytes = arbitraryBytes("server", FIXED_BYTES);
  await fc.assert(
    fc.asyncProperty(bytes, fractions, fractions, async (bytes, some, others) => {
      const expected = await recordByWs("server", cut(bytes, some), maxMessageBytes);
      assertEquals(record("server", cut(bytes, some), { maxMessageBytes }), expected);
      assertEquals(recordFast(cut(bytes, some)), expected);
      assertEquals(recordFast(cut(bytes, others)), expected);
    }),
    { numRuns: 1000 },
  );
});

test("Complete path and ws make the same of a server's bytes, however they're cut", async () => {
  const bytes = arbitraryBytes("client", FIXED_BYTES);
  await fc.assert(
    fc.asyncProperty(bytes, fractions, fractions, async (bytes, some, others) => {
      const expected = await recordByWs("client", cut(bytes, some), maxMessageBytes);
      assertEquals(record("client", cut(bytes, some), { maxMessageBytes }), expected);
      assertEquals(record("client", cut(bytes, others), { maxMessageBytes }), expected);
    }),
    { numRuns: 1000 },
  );
});
