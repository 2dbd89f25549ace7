import { fromHex } from "../encode_frame.ts";
import type { FrameSpec } from "../encode_frame.ts";
import sequences from "../utf8_sequences.json" with { type: "json" };
import { continuation, failed, text } from "./case.ts";
import type { AutobahnCase } from "./case.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** One fragment for each byte, and an empty one at the end. */
function byteFragments(bytes: Uint8Array): FrameSpec[] {
  const singles = Array.from(bytes, (byte, i) => {
    const payload = Uint8Array.of(byte);
    return i === 0 ? text(payload, { fin: false }) : continuation(payload, false);
  });
  return [...singles, continuation("")];
}

const greek = fromHex(sequences.valid["6.5 Greek"]);
const surrogate = fromHex("eda0");
const aboveRange = fromHex("f490");

/** Group 6: text is UTF-8, whole and in fragments, and anything else fails as soon as it's known. */
export const utf8: readonly AutobahnCase[] = [
  { id: "6.1.1", does: "takes an empty text", frames: [text("")], expected: [["text", ""]] },
  {
    id: "6.1.2",
    does: "takes three empty fragments",
    frames: [text("", { fin: false }), continuation("", false), continuation("")],
    expected: [["text", ""]],
  },
  ...Object.entries(sequences.valid).flatMap(([id, hex]): AutobahnCase[] => {
    const bytes = fromHex(hex);
    const expected = [["text", decoder.decode(bytes)]] as const;
    return [
      { id, does: "takes a valid text", frames: [text(bytes)], expected },
      { id, does: "takes a valid text in fragments", frames: byteFragments(bytes), expected },
    ];
  }),
  ...Object.entries(sequences.invalid).flatMap(([id, hex]): AutobahnCase[] => {
    const bytes = fromHex(hex);
    const expected = failed(1007);
    return [
      { id, does: "refuses an invalid text", frames: [text(bytes)], expected },
      { id, does: "refuses an invalid text in fragments", frames: byteFragments(bytes), expected },
    ];
  }),
  {
    id: "6.4.1",
    does: "refuses a surrogate before the message ends",
    frames: [text(greek, { fin: false }), continuation(surrogate, false)],
    expected: failed(1007),
  },
  {
    id: "6.4.2",
    does: "refuses what is above U+10FFFF before the message ends",
    frames: [text(greek, { fin: false }), continuation(aboveRange, false)],
    expected: failed(1007),
  },
  {
    id: "6.4.3",
    does: "refuses a surrogate before the frame ends",
    frames: [text(Uint8Array.of(...greek, ...surrogate), { announced: 100n })],
    expected: failed(1007),
  },
  {
    id: "6.4.4",
    does: "refuses what is above U+10FFFF before the frame ends",
    frames: [text(Uint8Array.of(...greek, ...aboveRange), { announced: 100n })],
    expected: failed(1007),
  },
];
