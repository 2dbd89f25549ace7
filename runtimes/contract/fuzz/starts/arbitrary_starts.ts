import { Buffer } from "node:buffer";
import { MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import * as fc from "fast-check";

const START = '{"type":"start"}';

/** White space of JSON, and what only looks like it. */
const space = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r"), maxLength: 4 });
const oddSpace = fc.constantFrom(
  "\ufeff",
  "\0",
  "\v",
  "\f",
  "\u00a0",
  "\u2028",
  "\u0085",
  "//",
  ",",
);

/** The letters of a JSON string, each plain or as an escape. */
function letters(text: string): fc.Arbitrary<string> {
  const escapes = Array.from(text, (letter) => {
    const hex = letter.charCodeAt(0).toString(16).padStart(4, "0");
    return fc.constantFrom(letter, letter, `\\u${hex}`, `\\u${hex.toUpperCase()}`);
  });
  return fc.tuple(...escapes).map((letters) => `"${letters.join("")}"`);
}

/** The right object in all of its spellings. */
const right = fc.tuple(space, letters("type"), space, letters("start"), space).map((
  [before, type, between, start, after],
) => `${before}{${before}${type}${between}:${after}${start}${between}}${after}`);

const name = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "Type", "type ", "", "\u0000"),
  fc.string({ unit: "binary", maxLength: 8 }),
);

/** The right object with another field or two, before or behind. */
const extended = fc.tuple(
  fc.array(fc.tuple(name, fc.json()), { minLength: 1, maxLength: 2 }),
  fc.nat(2),
)
  .map(([fields, at]) => {
    const members = fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`);
    members.splice(at, 0, '"type":"start"');
    return `{${members.join()}}`;
  });

/** Another type, or the right one not alone. */
const wrongType = fc.oneof(
  fc.constantFrom('"Start"', '"start "', '["start"]', '{"type":"start"}', "null", "true", "0"),
  fc.json(),
).chain((value) =>
  fc.constantFrom(
    `{"type":${value}}`,
    `{"type":"start","type":${value}}`,
    `{"type":${value},"type":"start"}`,
    `[{"type":"start"},${value}]`,
    `${value}${START}`,
    `${START}${value}`,
  )
);

/** Nested deeper than a parser that recurses may like. */
const nested = fc.tuple(fc.constantFrom("[", '{"type":', '{"a":[', "{"), fc.nat(2000)).map((
  [opening, times],
) => opening.repeat(times));

/** The right object among characters that don't belong there. */
const spoilt = fc.tuple(oddSpace, fc.nat(START.length), fc.nat(2)).map(([odd, at, removed]) =>
  START.slice(0, at) + odd + START.slice(at + removed)
);

/** Right but for its length, around the limit. */
const padded = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean()).map(([more, isBefore]) => {
  const padding = " ".repeat(MAX_MESSAGE_BYTES + more - START.length);
  return isBefore ? padding + START : START + padding;
});

const texts = fc.oneof(
  { weight: 3, arbitrary: right },
  { weight: 3, arbitrary: extended },
  { weight: 3, arbitrary: wrongType },
  { weight: 2, arbitrary: spoilt },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: padded },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
).map((text) => Buffer.from(text));

/** Sequences that are no UTF-8: cut, overlong, a surrogate, beyond the last character. */
const notUtf8 = [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [
  0xe2,
  0x82,
]];

/** The right object with bytes that are no text. */
const noText = fc.tuple(right, fc.constantFrom(...notUtf8), fc.nat(100)).map(
  ([text, bad, place]) => {
    const bytes = Buffer.from(text);
    const at = place % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(bad), bytes.subarray(at)]);
  },
);

/** The bytes of what may come in place of a start message, right or nearly so. */
export const startPayloads: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 9, arbitrary: texts },
  { weight: 1, arbitrary: noText },
);
