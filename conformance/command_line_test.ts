import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseCommandLine } from "./command_line.ts";

const url = "ws://127.0.0.1:3000/ws/stt";

test("parseCommandLine gives the defaults", () => {
  assertEquals(parseCommandLine(["--url", url]), {
    target: { url, flushIntervalMs: 1000 },
    profile: "wire",
    only: [],
    list: false,
    json: false,
  });
});

test("parseCommandLine takes names separated by commas, and several times", () => {
  assertEquals(parseCommandLine(["--url", url, "--only", "a, b", "--only", "c"]).only, [
    "a",
    "b",
    "c",
  ]);
});

test("parseCommandLine needs no URL for --list", () => {
  assertEquals(parseCommandLine(["--list"]).list, true);
});

for (
  const [args, problem] of [
    [[], "Cannot run: expected --url"],
    [["--url", "http://127.0.0.1"], "Cannot parse --url: expected a URL that starts with ws://"],
    [["--url", url, "--inference-url", "x"], "Cannot parse --inference-url"],
    [["--url", url, "--profile", "x"], "Cannot parse --profile: expected one of wire, ours"],
    [["--url", url, "--flush-interval-ms", "1.5"], "Cannot parse --flush-interval-ms"],
    [["--url", url, "--wrong"], "unknown option '--wrong'"],
    [["--url", url, "more"], "too many arguments"],
  ] as const
) {
  test(`parseCommandLine refuses "${args.join(" ")}"`, () => {
    assertThrows(() => parseCommandLine(args), UsageError, problem);
  });
}
