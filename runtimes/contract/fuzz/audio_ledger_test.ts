import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Violation } from "@stt-bench/conformance";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import type { PartialMessage } from "@stt-bench/protocol";
import { AudioLedger, isSameAnswer } from "./audio_ledger.ts";

function partial(oldest: number, newest: number): PartialMessage {
  return {
    type: "partial",
    oldest_frame_seq: oldest,
    newest_frame_seq: newest,
    frames: newest - oldest + 1,
    ...computeAnswer(generatedPcm(3, oldest, newest), 4),
    cpu_passes: 4,
    model_delay_ms: 5,
    flush_lateness_ms: 0,
    inflight_model_jobs: 0,
  };
}

/** A ledger of three frames. */
function threeFrames(): AudioLedger {
  const ledger = new AudioLedger();
  for (const seq of [1, 2, 3]) ledger.enter(Buffer.from(generatedPcm(3, seq, seq).buffer));
  return ledger;
}

test("AudioLedger gives the answer that the frames of a message have", () => {
  const ledger = threeFrames();
  for (const message of [partial(1, 1), partial(2, 3)]) {
    assert(isSameAnswer(ledger.settle(message), message));
  }
  assertEquals([ledger.sent, ledger.settled], [3, 3]);
});

test("AudioLedger tells an answer to other frames from the right one", () => {
  const right = threeFrames().settle(partial(1, 2));
  assert(!isSameAnswer(right, partial(1, 3)));
  assert(!isSameAnswer(right, { ...right, transcript: `${right.transcript}!` }));
});

for (
  const [what, message, problem] of [
    ["leaves a frame out", partial(2, 3), "oldest_frame_seq: expected 1, got 2"],
    ["settles a frame that was not sent", partial(1, 4), "expected 1 to 3, got 4"],
    ["settles none", partial(1, 0), "expected 1 to 3, got 0"],
    ["counts wrongly", { ...partial(1, 2), frames: 3 }, "frames: expected 2, got 3"],
  ] as const
) {
  test(`AudioLedger refuses a message that ${what}`, () => {
    assertThrows(() => threeFrames().settle(message), Violation, problem);
  });
}

test("AudioLedger refuses a message that settles a frame again", () => {
  const ledger = threeFrames();
  ledger.settle(partial(1, 2));
  assertThrows(() => ledger.settle(partial(2, 3)), Violation, "expected 3, got 2");
});
