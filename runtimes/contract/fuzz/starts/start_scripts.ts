import { Opcode } from "@stt-bench/conformance";
import * as fc from "fast-check";
import { mask } from "../frames/arbitrary_frames.ts";
import type { FrameScript } from "../frames/frame_script.ts";
import type { FrameSpec } from "../frames/frame_spec.ts";
import { cuts } from "../pieces.ts";
import { record } from "../record.ts";
import { startPayloads } from "./arbitrary_starts.ts";

/** A first message in one piece or two, and a frame of audio behind it. */
export const startScripts: fc.Arbitrary<FrameScript> = record({
  payload: startPayloads,
  opcode: fc.oneof(
    { weight: 19, arbitrary: fc.constant(Opcode.text) },
    { weight: 1, arbitrary: fc.constant(Opcode.binary) },
  ),
  mask,
  split: fc.option(fc.nat(8192)),
  cuts,
}).map(({ payload, opcode, mask, split, cuts }) => {
  const latin1 = payload.toString("latin1");
  const first = { opcode, mask };
  const end = split === null ? latin1.length : split % (latin1.length + 1);
  const frames: FrameSpec[] = split === null ? [{ ...first, payload: { latin1 } }] : [
    { ...first, fin: false, payload: { latin1: latin1.slice(0, end) } },
    { opcode: Opcode.continuation, mask, payload: { latin1: latin1.slice(end) } },
  ];
  const audio = { opcode: Opcode.binary, mask, payload: { audio: 1 } };
  const tail = { noise: 0, length: 0 };
  return { frames: [...frames, audio], tail, flips: [], cuts, leaving: "close" as const };
});
