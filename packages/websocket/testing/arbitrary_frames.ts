import fc from "fast-check";
import { concat, encodeFrame, toBytes } from "./encode_frame.ts";
import type { FrameSpec } from "./encode_frame.ts";
import type { Role } from "./recorded_connection.ts";

const text = fc.string({ unit: "binary", maxLength: 60 });
const bytes = fc.uint8Array({ maxLength: 160 });
const smallBytes = fc.uint8Array({ maxLength: 125 });

/** A ping or a pong. */
const control: fc.Arbitrary<FrameSpec> = fc.record({
  opcode: fc.constantFrom(9, 10),
  payload: smallBytes,
});

/** A message in one to four fragments, cut anywhere, with control frames between them. */
const message: fc.Arbitrary<FrameSpec[]> = fc.tuple(
  fc.oneof(
    text.map((text) => ({ opcode: 1, payload: toBytes(text) })),
    bytes.map((payload) => ({ opcode: 2, payload })),
  ),
  fc.array(fc.tuple(fc.nat(), fc.option(control)), { maxLength: 3 }),
).map(([{ opcode, payload }, cuts]) => {
  const ends = cuts.map(([at]) => at % (payload.length + 1)).sort((a, b) => a - b);
  return [...ends, payload.length].flatMap((end, i): FrameSpec[] => {
    const fragment: FrameSpec = {
      opcode: i === 0 ? opcode : 0,
      payload: payload.subarray(ends[i - 1] ?? 0, end),
      fin: i === ends.length,
    };
    const between = cuts[i]?.[1];
    return between ? [fragment, between] : [fragment];
  });
});

/** A run of binary messages of `fixedBytes` each, as the fast path takes them. */
function fixedRun(fixedBytes: number): fc.Arbitrary<FrameSpec[]> {
  const payload = fc.uint8Array({ minLength: fixedBytes, maxLength: fixedBytes });
  return fc.array(payload.map((payload) => ({ opcode: 2, payload })), {
    minLength: 1,
    maxLength: 6,
  });
}

/**
 * One frame that is probably illegal. What isn't text comes only at the end of a message, since
 * others look at it no earlier; and lengths have their shortest form, since others take any.
 */
const doubtful: fc.Arbitrary<FrameSpec> = fc.oneof(
  fc.record({
    opcode: fc.nat(15),
    fin: fc.boolean(),
    reserved: fc.oneof(fc.constant(0), fc.nat(7)),
    payload: text,
  }),
  fc.record({ opcode: fc.constantFrom(1, 0), payload: bytes }),
  fc.record({
    opcode: fc.constant(8),
    payload: fc.tuple(fc.oneof(fc.integer({ min: 990, max: 1020 }), fc.nat(0xffff)), text).map(
      ([code, reason]) => Uint8Array.of(code >>> 8, code, ...toBytes(reason)),
    ),
  }),
  fc.record({ opcode: fc.constantFrom(8, 9), payload: fc.uint8Array({ maxLength: 130 }) }),
  fc.record({
    opcode: fc.nat(2),
    announced: fc.constantFrom(1001n, 65_535n, 65_536n, 1n << 40n),
  }),
);

/** A masking key; rarely one that masks nothing. */
const key = fc.oneof(
  { arbitrary: fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }), weight: 9 },
  { arbitrary: fc.constant([0, 0, 0, 0]), weight: 1 },
);

/**
 * What a peer of a connection in the given role sends: messages, control frames, runs of frames of
 * `fixedBytes`, and now and then something illegal.
 */
export function arbitraryBytes(role: Role, fixedBytes: number): fc.Arbitrary<Uint8Array> {
  const group = fc.oneof(
    { arbitrary: message, weight: 4 },
    { arbitrary: fixedRun(fixedBytes), weight: 4 },
    { arbitrary: control.map((frame) => [frame]), weight: 1 },
    { arbitrary: doubtful.map((frame) => [frame]), weight: 1 },
  );
  const keys = fc.array(key, { minLength: 1, maxLength: 8 });
  const wrongMaskAt = fc.nat(200); // mostly behind the last frame
  return fc.tuple(fc.array(group, { maxLength: 8 }), keys, wrongMaskAt).map(
    ([groups, keys, wrongMaskAt]) => {
      const frames = groups.flat().map((frame, i) => {
        const isMasked = (role === "server") !== (i === wrongMaskAt);
        return encodeFrame(isMasked ? { ...frame, key: keys[i % keys.length]! } : frame);
      });
      return concat(...frames);
    },
  );
}
