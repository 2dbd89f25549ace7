import { test } from "node:test";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { assertEquals } from "@std/assert";
import { connectFailure, judge } from "./inference_client.ts";
import type { RequestPlan } from "./inference_client.ts";

const samples = generatedPcm(0, 1, 1);
const answer = computeAnswer(samples, 4);
const plan: RequestPlan = {
  url: new URL("http://127.0.0.1:9000"),
  path: "/infer",
  headers: {},
  body: new Uint8Array(samples.buffer),
  answer,
  timeoutMs: 2000,
  connectTimeoutMs: 1000,
};

const cases = [
  [200, JSON.stringify(answer), undefined],
  [503, JSON.stringify(answer), "http_status: expected 200, got 503"],
  [200, "{", "request: expected JSON, got something else"],
  [200, "{}", "request: expected the fields of an answer, got others"],
  [
    200,
    JSON.stringify({ ...answer, more: 1 }),
    "request: expected the fields of an answer, got others",
  ],
  [
    200,
    JSON.stringify({ ...answer, checksum: 1 }),
    `request: expected checksum ${answer.checksum} of 1280 samples, got 1 of 1280`,
  ],
] as const;

for (const [status, text, expected] of cases) {
  test(`judge of status ${status} with ${text.slice(0, 60)} is ${expected ?? "right"}`, () => {
    const outcome = judge(plan, status, text);
    assertEquals(outcome && `${outcome.cause}: ${outcome.message}`, expected);
  });
}

test("connectFailure names the error's code, or the time that passed", () => {
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  const expected = "expected a connection to 127.0.0.1:9000, got ";
  assertEquals(connectFailure(plan, refused).message, `${expected}ECONNREFUSED`);
  assertEquals(connectFailure(plan, undefined).message, `${expected}nothing for 1000 ms`);
});
