import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ERROR_KINDS, errorKindOfStatus } from "./error_kind.ts";

const statuses = [
  [400, "http_4xx"],
  [404, "http_4xx"],
  [428, "http_4xx"],
  [429, "http_429"],
  [430, "http_4xx"],
  [499, "http_4xx"],
  [500, "http_5xx"],
  [503, "http_5xx"],
  [599, "http_5xx"],
  [204, "http_5xx"],
  [302, "http_5xx"],
] as const;

for (const [status, kind] of statuses) {
  test(`errorKindOfStatus of ${status} is ${kind}`, () => {
    assertEquals(errorKindOfStatus(status), kind);
  });
}

test("ERROR_KINDS are retryable as the specification lists them", () => {
  const kinds = Object.entries(ERROR_KINDS);
  const retryable = kinds.filter(([, kind]) => kind.retryable).map(([name]) => name).sort();
  assertEquals(retryable, [
    "circuit_open",
    "connection_reset",
    "http_429",
    "http_5xx",
    "pool_timeout",
    "timeout",
  ]);
});

test("ERROR_KINDS go with the stages that the specification lists", () => {
  const byStage = Object.groupBy(Object.entries(ERROR_KINDS), ([, { stage }]) => stage);
  const kindsOf = (stage: keyof typeof byStage) => byStage[stage]?.map(([name]) => name).sort();
  assertEquals(kindsOf("inference_response_parse"), ["parse_error"]);
  assertEquals(kindsOf("batch_flush"), ["overflow"]);
  assertEquals(kindsOf("websocket_send"), ["send_error"]);
  assertEquals(kindsOf("inference_request")?.length, 7);
});
