import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseStallOptions } from "./stall_options.ts";

test("parseStallOptions stops the gateway of Node for 4 s by default", () => {
  const defaults = { variant: "node", sessions: 20, stallSecs: 4, json: false };
  assertEquals(parseStallOptions([]), defaults);
  assertEquals(parseStallOptions(["--variant", "bun", "--stall-secs", "8", "--json"]), {
    ...defaults,
    variant: "bun",
    stallSecs: 8,
    json: true,
  });
});

test("parseStallOptions reports all wrong flags, one line each", () => {
  const args = ["--variant", "perl", "--sessions", "0", "--stall-secs", "2.5"];
  const error = assertThrows(() => parseStallOptions(args), UsageError);
  assertEquals(error.problems, [
    'Cannot parse --variant: expected one of deno, node, bun, got "perl"',
    'Cannot parse --sessions: expected an integer in 1–200, got "0"',
    'Cannot parse --stall-secs: expected an integer in 3–8, got "2.5"',
  ]);
});
