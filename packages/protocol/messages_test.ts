import { test } from "node:test";
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { ERROR_KINDS, ERROR_STAGES } from "./error_kind.ts";
import { isStartMessage, parseServerMessage, ProtocolError } from "./messages.ts";
import { errorMessage, partialMessage } from "./testing/arbitraries.ts";

const starts = ['{"type":"start"}', ' { "type" : "start" }\n', '{"\\u0074ype":"st\\u0061rt"}'];
for (const text of starts) {
  test(`isStartMessage accepts ${text.trim()}`, () => assertEquals(isStartMessage(text), true));
}

const noStarts = [
  "",
  "start",
  "null",
  '"start"',
  '["start"]',
  "{}",
  '{"type":"stop"}',
  '{"type":"Start"}',
  '{"type":["start"]}',
  '{"type":"start","extra":1}',
  '{"type":"start","toString":1}',
  '{"type":"start"',
  '\ufeff{"type":"start"}',
];
for (const text of noStarts) {
  test(`isStartMessage refuses ${JSON.stringify(text)}`, () => {
    assertEquals(isStartMessage(text), false);
  });
}

test("isStartMessage refuses all JSON but the one object", () => {
  fc.assert(fc.property(fc.json(), (text) => {
    const value = JSON.parse(text);
    const isStart = value?.type === "start" && Object.keys(value).length === 1;
    assertEquals(isStartMessage(text), isStart);
  }));
});

const messages = fc.oneof(partialMessage, errorMessage);

test("parseServerMessage refuses a message that lacks any one field", () => {
  fc.assert(fc.property(messages, fc.nat(), (message, choice) => {
    const keys = Object.keys(message);
    const { [keys[choice % keys.length] as keyof typeof message]: _, ...rest } = message;
    assertThrows(() => parseServerMessage(JSON.stringify(rest)), ProtocolError);
  }));
});

test("parseServerMessage refuses a message with one field too many", () => {
  fc.assert(fc.property(messages, fc.string(), fc.jsonValue(), (message, key, value) => {
    fc.pre(!(key in message));
    const longer = JSON.stringify({ ...message, [key]: value });
    assertThrows(() => parseServerMessage(longer), ProtocolError);
  }));
});

test("parseServerMessage refuses every field of the wrong type", () => {
  fc.assert(fc.property(messages, fc.nat(), (message, choice) => {
    const keys = Object.keys(message);
    const wrong = { ...message, [keys[choice % keys.length]!]: [] };
    assertThrows(() => parseServerMessage(JSON.stringify(wrong)), ProtocolError);
  }));
});

test("parseServerMessage refuses an error whose stage or retryable does not go with its kind", () => {
  fc.assert(fc.property(errorMessage, fc.constantFrom(...ERROR_STAGES), (error, stage) => {
    const { stage: right } = ERROR_KINDS[error.kind];
    fc.pre(stage !== right);
    const wrongStage = JSON.stringify({ ...error, stage });
    assertThrows(() => parseServerMessage(wrongStage), ProtocolError, "goes with the kind");
    const wrongRetry = JSON.stringify({ ...error, retryable: !error.retryable });
    assertThrows(() => parseServerMessage(wrongRetry), ProtocolError, "goes with the kind");
  }));
});

const sample = {
  type: "partial",
  oldest_frame_seq: 1,
  newest_frame_seq: 50,
  frames: 50,
  rms: 1.5,
  zero_crossings: 1,
  checksum: 1,
  samples: 64_000,
  transcript: "now",
  audio_bytes: 32_000,
  cpu_passes: 4,
  model_delay_ms: 75,
  flush_lateness_ms: 0,
  inflight_model_jobs: 0,
};

const wrong: readonly [text: string, line: RegExp][] = [
  ["{", /^Cannot parse a server message: expected JSON, got "\{"$/],
  ["[1]", /type: expected \("partial" \| "error"\), got undefined in "\[1\]"$/],
  ['{"type":"final"}', /type: expected \("partial" \| "error"\), got "final"/],
  [JSON.stringify({ ...sample, frames: "50" }), /frames: expected number, got "50"/],
  [JSON.stringify({ ...sample, frames: 0 }), /frames: expected >=1, got 0/],
  [JSON.stringify({ ...sample, frames: 1.5 }), /frames: expected .*integer.*, got 1\.5/i],
  [JSON.stringify({ ...sample, transcript: "" }), /transcript: expected !0, got 0/],
  [JSON.stringify({ ...sample, more: 1 }), /more: expected never, got "more"/],
];
for (const [text, line] of wrong) {
  test(`parseServerMessage says what was wrong with ${text.slice(0, 70)}`, () => {
    assertMatch(assertThrows(() => parseServerMessage(text), ProtocolError).message, line);
  });
}

test("parseServerMessage quotes at most 200 characters of a message", () => {
  const { message } = assertThrows(() => parseServerMessage("x".repeat(10_000)), ProtocolError);
  assertMatch(message, /got "x{200}…"$/);
});
