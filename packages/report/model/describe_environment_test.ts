import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Manifest } from "@stt-bench/results";
import { storedManifest } from "@stt-bench/results/testing";
import { describeEnvironment } from "./describe_environment.ts";

const commands: [what: string, changes: Partial<Manifest>, command: string | null][] = [
  ["no arguments", {}, "deno task bench"],
  [
    "a folder for its results, which is nobody else's",
    { arguments: ["--sessions", "5", "--out", "/home/ada/x", "--json"] },
    "deno task bench --sessions 5 --json",
  ],
  [
    "the same in one word",
    { arguments: ["--out=/home/ada/x", "--split"] },
    "deno task bench --split",
  ],
  [
    "what a shell would take apart",
    { arguments: ["--name", "it's mine", "--url", "ws://a/ws?x=1&y"], program: "bracket" },
    `deno task bracket --name 'it'\\''s mine' --url 'ws://a/ws?x=1&y'`,
  ],
  [
    "variables",
    { environment: { FLUSH_INTERVAL_MS: "500" }, program: "soak" },
    "FLUSH_INTERVAL_MS=500 deno task soak",
  ],
  ["a program without a task", { program: "else" }, null],
];

for (const [what, changes, command] of commands) {
  test(`describeEnvironment repeats a program with ${what}`, () => {
    assertEquals(describeEnvironment({ ...storedManifest("bun"), ...changes }).command, command);
  });
}

test("describeEnvironment names each runtime of gateways once, and each tool", () => {
  const { versions } = describeEnvironment(storedManifest("bun", "bun-tuned"));
  assertEquals(versions.map(({ program, runtime, version }) => [program, runtime, version]), [
    ["gateways", "bun", "1.4.5"],
    ["load generator", "bun", "1.4.5"],
    ["simulator", "bun", "1.4.5"],
    ["bench", "bun", "1.4.5"],
  ]);
});
