import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { answerBodies } from "./arbitrary_answers.ts";
import { bodyOf } from "./body_spec.ts";
import { strictAnswer } from "./strict_answer.ts";

const answer = {
  rms: 1.5,
  zero_crossings: 1,
  checksum: 2,
  samples: 3,
  transcript: "é\ufffd",
  audio_bytes: 4,
};
const text = JSON.stringify(answer);

test("strictAnswer reads an answer", () => {
  assertEquals(strictAnswer(Buffer.from(text)), answer);
});

for (
  const [what, body] of [
    ["another field", Buffer.from(JSON.stringify({ ...answer, more: 1 }))],
    ["a field less", Buffer.from(JSON.stringify({ ...answer, rms: undefined }))],
    ["a number as text", Buffer.from(JSON.stringify({ ...answer, rms: "1" }))],
    ["a number that is none", Buffer.from(text.replace("1.5", "1e400"))],
    ["a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["bytes that are no UTF-8", Buffer.from(text, "latin1")],
    ["too many bytes", Buffer.from(text + " ".repeat(65_536))],
    ["no JSON", Buffer.from(text.slice(1))],
  ] as const
) {
  test(`strictAnswer refuses ${what}`, () => assertEquals(strictAnswer(body), undefined));
}

test("About a third of the answers that are thrown at gateways are right", () => {
  const bodies = fc.sample(answerBodies, { numRuns: 1000, seed: 1 }).map(bodyOf);
  const right = bodies.filter((body) => strictAnswer(body) !== undefined).length;
  assertEquals(right > 200 && right < 600, true, `${right} of 1000`);
});
