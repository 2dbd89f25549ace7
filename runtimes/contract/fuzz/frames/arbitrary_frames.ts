import { Opcode } from "@stt-bench/conformance";
import { FRAME_BYTES, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import * as fc from "fast-check";
import { record } from "../record.ts";
import { payloadOf } from "./frame_spec.ts";
import type { FrameSpec, Noise, PayloadSpec } from "./frame_spec.ts";

const byte = fc.nat(255);

/** Up to `maxLength` random bytes. */
export function noise(maxLength: number): fc.Arbitrary<Noise> {
  return record({ noise: fc.nat(0xffff_ffff), length: fc.nat(maxLength) });
}

/** A masking key; rarely one that masks nothing. */
export const mask: fc.Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: fc.nat(0xffff_ffff) },
  { weight: 1, arbitrary: fc.constant(0) },
);

/** Around every limit that a payload has. */
const sizes = [0, 1, 2, 125, 126, 127, FRAME_BYTES, MAX_MESSAGE_BYTES, 65_536]
  .flatMap((size) => [size - 1, size, size + 1])
  .filter((size) => size >= 0);

const text = fc.string({ unit: "binary", maxLength: 40 }).map((text) => ({ text }));
const bytes = noise(140);
const sized = record({ byte, times: fc.constantFrom(...sizes) });
const session = fc.nat(20_000);
const audio = record({ audio: session });
const shortBytes = noise(125);

/** Codes that may be sent, and those beside them. */
const code = fc.oneof(
  fc.constantFrom(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999),
  fc.constantFrom(0, 999, 1004, 1005, 1006, 1012, 1013, 1014, 1015, 1016, 2999, 5000, 65_535),
);

function whole(opcode: number, payload: fc.Arbitrary<PayloadSpec>): fc.Arbitrary<FrameSpec> {
  return record({ opcode: fc.constant(opcode), payload, mask });
}

/** A ping or a pong. */
export const control: fc.Arbitrary<FrameSpec> = fc.oneof(
  whole(Opcode.ping, shortBytes),
  whole(Opcode.pong, shortBytes),
);

/** A frame of audio in one to four fragments, with control frames between some of them. */
export const audioMessage: fc.Arbitrary<readonly FrameSpec[]> = fc.oneof(
  { weight: 3, arbitrary: whole(Opcode.binary, audio).map((frame) => [frame]) },
  {
    weight: 1,
    arbitrary: record({
      audio: session,
      keys: fc.array(mask, { minLength: 2, maxLength: 4 }),
      between: fc.array(fc.option(control), { minLength: 3, maxLength: 3 }),
      ends: fc.array(fc.nat(FRAME_BYTES), { minLength: 3, maxLength: 3 }),
    }).map(fragmented),
  },
);

interface Fragmentation {
  readonly audio: number;
  /** One for each fragment. */
  readonly keys: readonly number[];
  readonly between: readonly (FrameSpec | null)[];
  readonly ends: readonly number[];
}

function fragmented({ audio, keys, between, ends }: Fragmentation): FrameSpec[] {
  const cuts = [...ends.slice(0, keys.length - 1)].sort((a, b) => a - b);
  return keys.flatMap((mask, i): FrameSpec[] => {
    const fragment: FrameSpec = {
      opcode: i === 0 ? Opcode.binary : Opcode.continuation,
      fin: i === keys.length - 1,
      payload: { audio, from: cuts[i - 1] ?? 0, to: cuts[i] ?? FRAME_BYTES },
      mask,
    };
    const after = fragment.fin ? null : between[i];
    return after ? [fragment, after] : [fragment];
  });
}

/** A Close frame, right or wrong. */
export const close: fc.Arbitrary<FrameSpec> = fc.oneof(
  whole(Opcode.close, record({ code, reason: fc.string({ unit: "binary", maxLength: 30 }) })),
  whole(Opcode.close, record({ code, reason: noise(123) })),
  whole(Opcode.close, noise(2)),
);

/** A frame of which nearly every part may be wrong. */
export const wild: fc.Arbitrary<FrameSpec> = record({
  opcode: fc.oneof(fc.nat(2), fc.constantFrom(8, 9, 10), fc.nat(15)),
  fin: fc.boolean(),
  reserved: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(7) }),
  masked: fc.oneof({ weight: 7, arbitrary: fc.constant(true) }, {
    weight: 1,
    arbitrary: fc.constant(false),
  }),
  mask,
  payload: fc.oneof<fc.Arbitrary<PayloadSpec>[]>(audio, text, bytes, sized, sized),
  form: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom({ lengthBits: 16 }, { lengthBits: 64 }) },
    { weight: 1, arbitrary: announced() },
  ),
}).map(({ form, ...frame }) => withForm(frame, form));

type Form = Pick<FrameSpec, "lengthBits" | "announcedLength">;

/** Another length than the payload's own. */
function announced(): fc.Arbitrary<Form> {
  const lengths = [0n, 1n, 125n, 126n, 639n, 640n, 8192n, 8193n, 65_535n, 65_536n];
  return fc.constantFrom(...lengths, 1n << 31n, 1n << 40n, 1n << 53n, 1n << 63n, (1n << 64n) - 1n)
    .map((announcedLength) => ({ announcedLength }));
}

/** 16 bits don't hold every length. */
function withForm(frame: FrameSpec, form: Form): FrameSpec {
  const isPossible = form.lengthBits !== 16 || payloadOf(frame.payload).length < 65_536;
  return isPossible ? { ...frame, ...form } : frame;
}
