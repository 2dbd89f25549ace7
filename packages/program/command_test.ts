import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { createCommand, flag } from "./command.ts";
import { UsageError } from "./usage_error.ts";
import { integer } from "./values.ts";

function parse(...args: string[]) {
  return createCommand("count", "Counts to n.")
    .requiredOption("--to <n>", "where to stop", flag("--to", integer(1, 100)))
    .parse(args, { from: "user" })
    .opts();
}

test("createCommand reads its flags", () => {
  assertEquals(parse("--to", "3"), { to: 3 });
});

const wrong: [string[], string][] = [
  [[], "required option '--to <n>' not specified"],
  [["--to", "0"], 'Cannot parse --to: expected an integer in 1–100, got "0"'],
  [["--to", "3", "--too", "3"], "unknown option '--too'"],
  [["--to"], "option '--to <n>' argument missing"],
  [["--to", "3", "extra"], "too many arguments. Expected 0 arguments but got 1: extra."],
];

for (const [args, problem] of wrong) {
  test(`createCommand makes a usage error of [${args.join(" ")}]`, () => {
    const error = assertThrows(() => parse(...args), UsageError);
    assertEquals(error.problems[0]?.split("\n")[0], problem);
  });
}
