import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { describeVariables, effectiveValues, readEnvironment, variable } from "./environment.ts";
import { UsageError } from "./usage_error.ts";
import { decimal, integer, list } from "./values.ts";

const variables = {
  PORT: variable(integer(0, 65535), "3000", "port to listen on"),
  SIGMA: variable(decimal(), "0.15", "spread of the delay"),
};

test("readEnvironment takes defaults for what is unset or empty", () => {
  assertEquals(readEnvironment(variables, { PORT: "" }), { PORT: 3000, SIGMA: 0.15 });
});

test("readEnvironment reads what is set and ignores other names", () => {
  const environment = { PORT: "0", SIGMA: "2", HOME: "/" };
  assertEquals(readEnvironment(variables, environment), { PORT: 0, SIGMA: 2 });
});

test("readEnvironment names all problems at once", () => {
  const error = assertThrows(
    () => readEnvironment(variables, { PORT: "10abc", SIGMA: "-1" }),
    UsageError,
  );
  assertEquals(error.problems, [
    'Cannot parse PORT: expected an integer in 0–65535, got "10abc"',
    'Cannot parse SIGMA: expected a number ≥ 0, got "-1"',
  ]);
});

test("describeVariables lists each variable with its meaning and default", () => {
  assertEquals(
    describeVariables(variables),
    "  PORT   port to listen on (3000)\n  SIGMA  spread of the delay (0.15)",
  );
});

const secret = {
  TOKENS: variable(list("words", (word) => /^[a-z]+$/.test(word)), "", "who may", {
    isSecret: true,
  }),
};

test("readEnvironment does not quote a secret that it cannot read", () => {
  const error = assertThrows(() => readEnvironment(secret, { TOKENS: "hush,1234" }), UsageError);
  assertEquals(error.problems, ["Cannot parse TOKENS: expected words, got 9 characters"]);
});

test("effectiveValues says where each value comes from, and keeps secrets", () => {
  const all = { ...variables, ...secret };
  const environment = { PORT: "80", TOKENS: "hush" };
  assertEquals(effectiveValues(all, environment, readEnvironment(all, environment)), {
    PORT: { value: 80, source: "environment" },
    SIGMA: { value: 0.15, source: "default" },
    TOKENS: { value: "(secret)", source: "environment" },
  });
});
