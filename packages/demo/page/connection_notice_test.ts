import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { endTitle, refusalText } from "./connection_notice.js";

test("endTitle gives code and reason of a connection that was open", () => {
  const end = { code: 1008, reason: "frame rate", wasOpen: true, wasAskedFor: false };
  assertEquals(endTitle(end), "The gateway ended the session by its rules. (1008, “frame rate”)");
  const title = "The connection broke without a word. (1006)";
  assertEquals(endTitle({ ...end, code: 1006, reason: "" }), title);
});

test("endTitle doesn't claim to know why a connection was not opened", () => {
  const end = { code: 1006, reason: "", wasOpen: false, wasAskedFor: false };
  assertEquals(endTitle(end), "The gateway refused the connection, or isn't there.");
});

for (
  const [status, text, expected] of [
    [null, "connection refused", "Its /ready gives no answer: connection refused."],
    [503, "The gateway is full", "Its /ready says 503: The gateway is full."],
    [200, "ready", "lack its token (401)"],
    [404, "what?", "Its /ready says 404, which tells nothing."],
  ] as const
) {
  test(`refusalText tells what follows from ${status}`, () => {
    assertStringIncludes(refusalText({ status, text }), expected);
  });
}
