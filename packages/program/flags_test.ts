import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { createCommand } from "./command.ts";
import { addFlags, readFlags } from "./flags.ts";
import type { Flags } from "./flags.ts";
import { UsageError } from "./usage_error.ts";
import { integer, text } from "./values.ts";

const flags = {
  to: { usage: "--to <n>", help: "where to stop", value: integer(1, 100), isRequired: true },
  stepSize: { usage: "--step-size <n>", help: "how fast", value: integer(1), default: "1" },
  label: { usage: "--label <text>", help: "name of the count", value: text() },
} as const satisfies Flags;

function parse(...args: readonly string[]) {
  const command = createCommand("count", "Counts to n.").option("--quiet", "say nothing");
  addFlags(command, flags);
  return readFlags(flags, command.parse(args, { from: "user" }).opts());
}

test("readFlags has defaults, and nothing for a flag that may be left out", () => {
  assertEquals<unknown>(parse("--to", "3", "--quiet"), { to: 3, stepSize: 1 });
});

test("readFlags reads each flag by its own value", () => {
  const { to, stepSize, label } = parse("--to", "3", "--step-size", "2", "--label", "x");
  const typed: [number, number, string | undefined] = [to, stepSize, label];
  assertEquals(typed, [3, 2, "x"]);
});

test("readFlags names all flags that are wrong or missing at once", () => {
  const { problems } = assertThrows(() => parse("--step-size", "0", "--label", ""), UsageError);
  assertEquals(problems, [
    "Cannot start without --to: expected --to <n>, got nothing",
    'Cannot parse --step-size: expected an integer ≥ 1, got "0"',
    'Cannot parse --label: expected a text that is not empty, got ""',
  ]);
});
