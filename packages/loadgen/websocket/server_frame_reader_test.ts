import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { serverCloseFrame, serverFrame, textFrame } from "../testing/server_frame.ts";
import { ServerFrameReader } from "./server_frame_reader.ts";

type Event = [string, ...unknown[]];

function reader() {
  const events: Event[] = [];
  const it = new ServerFrameReader({
    text: (message) => events.push(["text", message]),
    ping: (payload) => events.push(["ping", ...payload]),
    close: (code, reason) => events.push(["close", code, reason]),
  });
  return { it, events };
}

/** Feeds `bytes` in pieces that end at `cuts`, each in memory that is overwritten afterwards. */
function feed(bytes: Uint8Array, cuts: readonly number[]) {
  const { it, events } = reader();
  let violation: string | undefined;
  const ends = [...new Set(cuts), bytes.length].sort((a, b) => a - b);
  ends.reduce((start, end) => {
    const piece = bytes.slice(start, end);
    violation ??= it.push(piece);
    piece.fill(0xff);
    return end;
  }, 0);
  return { events, violation };
}

function join(...frames: Uint8Array[]): Uint8Array {
  return Uint8Array.from(frames.flatMap((frame) => [...frame]));
}

const long = "ä".repeat(150);

const rows: [what: string, bytes: Uint8Array, events: Event[]][] = [
  ["a text", textFrame("hello"), [["text", "hello"]]],
  ["an empty text", textFrame(""), [["text", ""]]],
  ["a text of over 125 bytes", textFrame(long), [["text", long]]],
  ["a text of 64 KiB", textFrame("x".repeat(65_536)), [["text", "x".repeat(65_536)]]],
  ["two texts", join(textFrame("a"), textFrame("b")), [["text", "a"], ["text", "b"]]],
  [
    "fragments that cut a character",
    join(
      serverFrame(0x01, Uint8Array.of(0xc3)),
      serverFrame(0x89, "p"),
      serverFrame(0x00, ""),
      serverFrame(0x80, Uint8Array.of(0xa4)),
      textFrame("next"),
    ),
    [["ping", 112], ["text", "ä"], ["text", "next"]],
  ],
  ["a pong", join(serverFrame(0x8a, "x"), textFrame("a")), [["text", "a"]]],
  ["a close", serverCloseFrame(1001, "drain"), [["close", 1001, "drain"]]],
  ["a close without a code", serverFrame(0x88, ""), [["close", 1005, ""]]],
  ["a close of an application", serverCloseFrame(4000), [["close", 4000, ""]]],
  ["what follows a close", join(serverCloseFrame(1000), textFrame("a")), [["close", 1000, ""]]],
];

for (const [what, bytes, events] of rows) {
  test(`ServerFrameReader reads ${what}, however the bytes are cut`, () => {
    assertEquals(feed(bytes, []), { events, violation: undefined });
    for (let cut = 0; cut <= Math.min(bytes.length, 400); cut++) {
      assertEquals(feed(bytes, [cut]), { events, violation: undefined });
    }
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        assertEquals(feed(bytes, cuts), { events, violation: undefined });
      }),
      { numRuns: 30 },
    );
  });
}

const violations: [what: string, bytes: Uint8Array, message: string][] = [
  ["reserved bits", serverFrame(0xc1, "a"), "reserved bits"],
  ["an unknown opcode", serverFrame(0x83, "a"), "opcode, got 0x3"],
  ["a masked frame", Uint8Array.of(0x81, 0x81, 0, 0, 0, 0, 65), "got a masked one"],
  ["a binary message", serverFrame(0x82, "a"), "got a binary one"],
  ["a stray continuation", serverFrame(0x80, "a"), "got a continuation"],
  ["a message in a message", join(serverFrame(1, "a"), textFrame("b")), "got a new message"],
  ["a fragmented ping", serverFrame(0x09, "a"), "got a fragment"],
  ["a ping of 126 bytes", serverFrame(0x89, "x".repeat(126)), "at most 125 bytes"],
  ["a length in too many bytes", Uint8Array.of(0x81, 126, 0, 5), "shortest form"],
  ["8 bytes for a length", Uint8Array.of(0x81, 127, 0, 0, 0, 0, 0, 0, 255, 255), "shortest form"],
  [
    "a message over 64 KiB",
    Uint8Array.of(0x81, 127, 0, 0, 0, 0, 0, 1, 0, 1),
    "65536 bytes, got 65537",
  ],
  ["a length of 2⁶³", Uint8Array.of(0x81, 127, 128, 0, 0, 0, 0, 0, 0, 0), "65536 bytes"],
  [
    "fragments over 64 KiB",
    join(serverFrame(1, "x".repeat(40_000)), serverFrame(0, "x".repeat(40_000))),
    "65536 bytes, got more",
  ],
  ["bad UTF-8", serverFrame(0x81, Uint8Array.of(0xc3)), "UTF-8 in a text"],
  ["bad UTF-8 in a reason", serverFrame(0x88, Uint8Array.of(3, 232, 0xc3)), "UTF-8 in a close"],
  ["half a close code", serverFrame(0x88, "a"), "2 bytes, got 1"],
  ["close code 1005", serverCloseFrame(1005), "valid close code, got 1005"],
  ["close code 999", serverCloseFrame(999), "got 999"],
  ["close code 2000", serverCloseFrame(2000), "got 2000"],
];

for (const [what, bytes, message] of violations) {
  test(`ServerFrameReader refuses ${what}, and everything after it`, () => {
    const { it, events } = reader();
    assertStringIncludes(it.push(join(textFrame("ok"), bytes, textFrame("late"))) ?? "", message);
    assertEquals(it.push(textFrame("later")), undefined);
    assertEquals(events, [["text", "ok"]]);
    assert(feed(bytes, [1]).violation !== undefined);
  });
}
