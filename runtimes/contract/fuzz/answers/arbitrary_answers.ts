import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import type { BodySpec } from "./body_spec.ts";

/** The fields of an answer, each as the JSON that is sent. */
type Members = Readonly<Record<string, string>>;

const count = fc.oneof(
  fc.maxSafeNat().map(String),
  fc.constantFrom("0", "-0", "1e3", "1.0", "10e-1", "9007199254740991", "0E0"),
);
const rms = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.constantFrom("-0.0", "1e308", "5e-324", "1e-400", "123456789012345678901234567890"),
);

/** A JSON string of any characters, lone surrogates as escapes. */
const text = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom("\ufffd", "\ufeff", '"', "\\", "\u2028", "😀"),
  ),
  minLength: 1,
  maxLength: 20,
}).map((text) => JSON.stringify(text));

const right: fc.Arbitrary<Members> = fc.record({
  rms,
  zero_crossings: count,
  checksum: count,
  samples: count,
  transcript: text,
  audio_bytes: count,
}, { noNullPrototype: true });

/** JSON, or no JSON, that is wrong in one place or another. */
const odd = fc.oneof(
  fc.constantFrom(
    ...["NaN", "Infinity", "1e400", "-1", "0.5", "9007199254740992", "01", "+1", ".5", "1.", "0x1"],
    ...['""', '"1"', "null", "true", "[]", "{}", "[1]", "'a'", "undefined", "", "1n", '"\\u00"'],
    ...['"\n"', '"\\x41"', '"\t"', "1,", '"a" "b"', "/**/1", '"\\ud800"', '"\\u0000"'],
  ),
  fc.json(),
);

const name = fc.oneof(
  fc.constantFrom("rms", "zero_crossings", "checksum", "samples", "transcript", "audio_bytes"),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "",
    "RMS",
    "confidence",
  ),
  fc.string({ maxLength: 6 }),
);

function write(members: Members): string {
  const pairs = Object.entries(members).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  return `{${pairs.join()}}`;
}

const valid = fc.tuple(right, fc.constantFrom("", " ", "\n\t", "\r\n")).chain(([members, space]) =>
  fc.shuffledSubarray(Object.entries(members), { minLength: 6 }).map((entries) =>
    space + write(Object.fromEntries(entries)) + space
  )
);

/** One member replaced or added, which may make it wrong. */
const replaced = fc.tuple(right, name, odd).map(([members, name, json]) =>
  write(
    Object.fromEntries([...Object.entries(members).filter(([key]) => key !== name), [name, json]]),
  )
);

/** One member twice: the last one counts. */
const doubled = fc.tuple(right, name, odd, fc.boolean()).map(([members, name, json, isLast]) => {
  const member = `${JSON.stringify(name)}:${json}`;
  const rest = write(members).slice(1, -1);
  return isLast ? `{${rest},${member}}` : `{${member},${rest}}`;
});

const without = fc.tuple(right, fc.nat(5)).map(([members, at]) =>
  write(Object.fromEntries(Object.entries(members).filter((_, i) => i !== at)))
);

/** Something before or behind it, or around it. */
const wrapped = fc.tuple(
  valid,
  fc.constantFrom("\ufeff", "\0", ",", "x", "{}", "[", "]", "null", "\u2028", "\u00a0", ")]}'\n"),
  fc.constantFrom("before", "behind", "around"),
).map(([text, more, where]) =>
  where === "before" ? more + text : where === "behind" ? text + more : `[${text}]${more}`
);

/** A transcript so long that the answer has about as many bytes as may be read. */
const long = fc.tuple(right, fc.integer({ min: -2, max: 2 })).map(([members, more]): BodySpec => {
  const [before, behind] = write({ ...members, transcript: '"%"' }).split("%") as [string, string];
  const times = 65_536 + more - Buffer.byteLength(before + behind);
  return { before: latin1(before), filler: "a", times, behind: latin1(behind) };
});

/** Too deep for a parser that recurses. */
const nested = fc.constantFrom("[", '{"a":', '{"rms":[').map((filler): BodySpec => (
  { before: "", filler, times: 65_536 / filler.length, behind: "" }
));

const cut = fc.tuple(valid, fc.nat(1000)).map(([text, end]) => text.slice(0, end % text.length));

const texts = fc.oneof(
  { weight: 5, arbitrary: valid },
  { weight: 5, arbitrary: replaced },
  { weight: 2, arbitrary: doubled },
  { weight: 1, arbitrary: without },
  { weight: 2, arbitrary: wrapped },
  { weight: 1, arbitrary: cut },
  { weight: 1, arbitrary: fc.json() },
).map(latin1);

/** A valid answer with a byte put in its place, which may be no text then. */
const spoilt = fc.tuple(valid.map(latin1), fc.nat(1000), fc.nat(255)).map(([text, place, byte]) => {
  const at = place % text.length;
  return text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1);
});

/** The body of an answer: right, or nearly so. */
export const answerBodies: fc.Arbitrary<BodySpec> = fc.oneof(
  { weight: 20, arbitrary: texts.map(plain) },
  { weight: 3, arbitrary: spoilt.map(plain) },
  { weight: 1, arbitrary: long },
  { weight: 1, arbitrary: nested },
);

/** Text as its bytes in UTF-8, each as the character of its number. */
function latin1(text: string): string {
  return Buffer.from(text).toString("latin1");
}

function plain(before: string): BodySpec {
  return { before, filler: "", times: 0, behind: "" };
}
