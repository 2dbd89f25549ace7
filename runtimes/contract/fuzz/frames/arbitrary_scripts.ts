import { Opcode } from "@stt-bench/conformance";
import * as fc from "fast-check";
import { cuts } from "../pieces.ts";
import { record } from "../record.ts";
import { audioMessage, close, control, mask, noise, wild } from "./arbitrary_frames.ts";
import type { FrameScript } from "./frame_script.ts";
import type { FrameSpec, Noise } from "./frame_spec.ts";

const start: fc.Arbitrary<readonly FrameSpec[]> = mask.map((mask) => [
  { opcode: Opcode.text, payload: { text: '{"type":"start"}' }, mask },
]);

/** What a client that keeps to the protocol says after its start. */
const legal: fc.Arbitrary<readonly FrameSpec[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: audioMessage },
    { weight: 1, arbitrary: control.map((frame) => [frame]) },
  ),
  { maxLength: 12, size: "max" },
).map((groups) => groups.flat());

const doubtful: fc.Arbitrary<readonly FrameSpec[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: audioMessage },
    { weight: 1, arbitrary: control.map((frame) => [frame]) },
    { weight: 1, arbitrary: close.map((frame) => [frame]) },
    { weight: 4, arbitrary: wild.map((frame) => [frame]) },
  ),
  { maxLength: 10, size: "max" },
).map((groups) => groups.flat());

const leaving = fc.constantFrom("close" as const, "end" as const, "reset" as const);

function scripts(parts: {
  readonly start?: fc.Arbitrary<readonly FrameSpec[]>;
  readonly frames: fc.Arbitrary<readonly FrameSpec[]>;
  readonly tail?: fc.Arbitrary<Noise>;
  readonly flips?: fc.Arbitrary<readonly number[]>;
}): fc.Arbitrary<FrameScript> {
  return record({
    start: parts.start ?? start,
    frames: parts.frames,
    tail: parts.tail ?? fc.constant({ noise: 0, length: 0 }),
    flips: parts.flips ?? fc.constant([]),
    cuts,
    leaving,
  }).map(({ start, frames, ...rest }) => ({ frames: [...start, ...frames], ...rest }));
}

/** Clients that keep to the protocol, that don't, whose bits are flipped, and that make noise. */
export const frameScripts: fc.Arbitrary<FrameScript> = fc.oneof(
  { weight: 4, arbitrary: scripts({ frames: legal }) },
  { weight: 5, arbitrary: scripts({ frames: doubtful }) },
  { weight: 1, arbitrary: scripts({ start: fc.constant([]), frames: doubtful }) },
  {
    weight: 3,
    arbitrary: scripts({
      frames: legal,
      flips: fc.array(fc.nat(2 ** 20), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: scripts({ frames: legal, tail: noise(300) }) },
);
