import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import type { HeaderReader } from "@stt-bench/websocket";
import { AccessTokens, parseTokens } from "./access_tokens.ts";

const bearer = (token: string) => headers({ authorization: `Bearer ${token}` });

function headers(values: Record<string, string>): HeaderReader {
  return (name) => values[name];
}

test("AccessTokens admits its tokens until they are replaced", () => {
  const tokens = new AccessTokens(["one", "two"]);
  const admits = (token: string) => tokens.admit(bearer(token)) !== undefined;
  assertEquals(["one", "two", "three", ""].map(admits), [true, true, false, false]);
  tokens.replace(["three"]);
  assertEquals(["one", "three"].map(admits), [false, true]);
});

test("AccessTokens names the subprotocol of the token that counts, and no other", () => {
  const tokens = new AccessTokens(["one"]);
  const offer = (offered: string, authorization = "") =>
    tokens.admit(headers({ "sec-websocket-protocol": offered, authorization }))?.subprotocol;
  assertEquals(offer("stt, bearer.two,bearer.one"), "bearer.one");
  assertEquals(offer("bearer.two", "Bearer one"), undefined);
  assertEquals(offer("bearer.one", "Bearer one"), "bearer.one");
});

test("AccessTokens looks at few tokens of a request", () => {
  const tokens = new AccessTokens(["one"]);
  const offered = ["bearer.one", ...Array.from({ length: 4 }, () => "bearer.two")].join();
  assertEquals(tokens.admit(headers({ "sec-websocket-protocol": offered })), undefined);
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
