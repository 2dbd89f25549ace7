import { test } from "node:test";
import { computeAnswer, generatedPcm, isInferenceAnswer } from "@stt-bench/protocol";
import { assert, assertEquals } from "@std/assert";
import { FakeExchange } from "../testing/fake_exchange.ts";
import { answerBadly } from "./answer_badly.ts";
import type { AnswerFault } from "./fault.ts";

const answer = computeAnswer(generatedPcm(0, 1, 1), 4);

async function bodyOf(fault: AnswerFault): Promise<string> {
  const exchange = new FakeExchange("POST", "/infer");
  answerBadly(exchange, answer, fault);
  const { status, body } = await exchange.answered;
  assertEquals(status, 200);
  return body;
}

for (const body of ["malformed", "truncated", "not-finite"] as const) {
  test(`answerBadly with a ${body} body is no JSON`, async () => {
    const text = await bodyOf({ kind: "body", body });
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return;
    }
    throw new Error(`Expected no JSON, got ${JSON.stringify(parsed)}`);
  });
}

for (const body of ["extra-field", "missing-field", "wrong-type"] as const) {
  test(`answerBadly with a ${body} body is JSON, but no answer`, async () => {
    assert(!isInferenceAnswer(JSON.parse(await bodyOf({ kind: "body", body }))));
  });
}

test("answerBadly with a huge body is an answer of more than 64 KiB", async () => {
  const text = await bodyOf({ kind: "body", body: "huge" });
  assert(isInferenceAnswer(JSON.parse(text)));
  assert(text.length > 65_536);
});

test("answerBadly with bytes sends them as they are", async () => {
  const base64 = btoa('{"rms":1e400}');
  assertEquals(await bodyOf({ kind: "bytes", base64 }), '{"rms":1e400}');
});

for (const retryAfter of [3, "Fri, 31 Dec 1999 23:59:59 GMT"]) {
  test(`answerBadly with a status sends retry-after: ${retryAfter}`, async () => {
    const exchange = new FakeExchange("POST", "/infer");
    answerBadly(exchange, answer, { kind: "status", status: 429, retry_after: retryAfter });
    const headers = { "retry-after": retryAfter };
    assertEquals(await exchange.answered, { status: 429, headers, body: "" });
  });
}
