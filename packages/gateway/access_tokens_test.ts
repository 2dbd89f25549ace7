import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { AccessTokens, parseTokens } from "./access_tokens.ts";

const bearer = (token: string) => (name: string) =>
  name === "authorization" ? `Bearer ${token}` : undefined;

test("AccessTokens admits its tokens until they are replaced", () => {
  const tokens = new AccessTokens(["one", "two"]);
  assertEquals(["one", "two", "three", ""].map((token) => tokens.admits(bearer(token))), [
    true,
    true,
    false,
    false,
  ]);
  tokens.replace(["three"]);
  assertEquals(["one", "three"].map((token) => tokens.admits(bearer(token))), [false, true]);
});

test("parseTokens reads tokens between commas and line ends", () => {
  assertEquals(parseTokens("a, b\n\n c-._~+\r\n"), ["a", "b", "c-._~+"]);
});

test("parseTokens says what is wrong without quoting it", () => {
  const { message } = assertThrows(() => parseTokens("fine\nsecret word"), RangeError);
  assertEquals(message.includes("number 2"), true);
  assertEquals(message.includes("secret"), false);
  assertThrows(() => parseTokens(" ,\n"), RangeError, "none");
});
