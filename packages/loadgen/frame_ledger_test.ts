import { test } from "node:test";
import { parseServerMessage } from "@stt-bench/protocol";
import type { ServerMessage } from "@stt-bench/protocol";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { FrameLedger } from "./frame_ledger.ts";
import { errorOf, partialOf } from "./testing/messages.ts";

type Kind = "partial" | "error" | "overflow";

function message(kind: Kind, oldest: number, newest: number): ServerMessage {
  if (kind === "partial") {
    const samples = new Int16Array((newest - oldest + 1) * 320);
    return parseServerMessage(partialOf({ oldest, newest, samples }));
  }
  if (kind === "error") return parseServerMessage(errorOf({ oldest, newest }));
  const overflow = { stage: "batch_flush", kind: "overflow", retryable: false } as const;
  return parseServerMessage(errorOf({ oldest, newest }, overflow));
}

/** Batches that follow each other: kind and number of frames. */
const batches = fc.array(
  fc.tuple(fc.constantFrom<Kind>("partial", "error", "overflow"), fc.integer({ min: 1, max: 9 })),
  { minLength: 1, maxLength: 20 },
);

function messagesOf(list: readonly (readonly [Kind, number])[]): ServerMessage[] {
  let next = 1;
  return list.map(([kind, frames]) => message(kind, next, (next += frames) - 1));
}

test("FrameLedger takes any run of adjoining ranges, and adds each frame to its outcome", () => {
  fc.assert(fc.property(batches, fc.nat(5), (list, open) => {
    const ledger = new FrameLedger();
    const sum = (wanted: Kind) =>
      list.reduce((frames, [kind, n]) => frames + (kind === wanted ? n : 0), 0);
    const total = list.reduce((frames, [, n]) => frames + n, 0);
    for (const each of messagesOf(list)) assertEquals(ledger.settle(each, total + open), undefined);
    assertEquals(ledger.acknowledged, sum("partial"));
    assertEquals(ledger.inErrors, sum("error"));
    assertEquals(ledger.dropped, sum("overflow"));
    assertEquals(ledger.nextSeq, total + 1);
  }));
});

test("FrameLedger notices a range that is left out, repeated or swapped, and enters nothing", () => {
  const change = fc.constantFrom("left out", "repeated", "swapped");
  fc.assert(fc.property(batches, fc.nat(19), change, (list, at, what) => {
    fc.pre(at + 1 < list.length);
    const messages = messagesOf(list);
    const first = messages[at]!;
    const next = messages[at + 1]!;
    const changed = {
      "left out": [next],
      repeated: [first, first],
      swapped: [next, first],
    }[what]!;
    const ledger = new FrameLedger();
    for (const each of messages.slice(0, at)) ledger.settle(each, 1000);
    const violations = changed.map((each) => ledger.settle(each, 1000));
    assert(violations.some((violation) => violation !== undefined));
    const isFirstTaken = what === "repeated" || what === "swapped";
    assertEquals(
      ledger.nextSeq,
      isFirstTaken ? first.newest_frame_seq + 1 : first.oldest_frame_seq,
    );
  }));
});

const partial = message("partial", 1, 3) as ServerMessage & { frames: number };

const rows: [string, ServerMessage, string][] = [
  ["starts too late", { ...partial, oldest_frame_seq: 2 }, "to start at 1, got 2: frames are lost"],
  [
    "ends after what was sent",
    { ...partial, newest_frame_seq: 5 },
    "expected frames up to 4, got 5",
  ],
  ["counts too few frames", { ...partial, frames: 2 }, "expected frames 3, got 2"],
  ["counts too many bytes", { ...partial, audio_bytes: 1921 }, "audio_bytes 1920, got 1921"],
];

for (const [what, each, problem] of rows) {
  test(`FrameLedger refuses a message that ${what}`, () => {
    const violation = new FrameLedger().settle(each, 4);
    assert(violation?.includes(problem), violation);
  });
}
