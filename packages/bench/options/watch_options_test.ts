import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { createCommand, UsageError } from "@stt-bench/program";
import { FlagReader } from "./flag_reader.ts";
import { addWatchOptions, readWatchOptions } from "./watch_options.ts";
import type { WatchOptions } from "./watch_options.ts";

function parse(...args: string[]): WatchOptions {
  const command = addWatchOptions(createCommand("program", "Runs."));
  const flags = new FlagReader(command.parse(args, { from: "user" }).opts());
  const options = readWatchOptions(flags);
  flags.check();
  return options;
}

const good: [string[], WatchOptions][] = [
  [[], { quiet: false, livePort: undefined }],
  [["--quiet"], { quiet: true, livePort: undefined }],
  [["--live"], { quiet: false, livePort: 0 }],
  [["--live", "8080", "--quiet"], { quiet: true, livePort: 8080 }],
];

for (const [args, options] of good) {
  test(`readWatchOptions reads ${args.join(" ") || "no flags"}`, () => {
    assertEquals(parse(...args), options);
  });
}

test("readWatchOptions says what a port is", () => {
  assertThrows(
    () => parse("--live", "compare"),
    UsageError,
    'Cannot parse --live: expected an integer in 0–65535, got "compare"',
  );
});
