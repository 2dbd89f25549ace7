import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseK8sOptions } from "./k8s_options.ts";

const POINT = ["--variant", "bun", "--sessions", "100"];

test("parseK8sOptions has a default for all but what to measure", () => {
  const options = parseK8sOptions(POINT);
  assertEquals([options.namespace, options.release, options.kubectl], [
    "stt-bench",
    "stt-bench",
    "kubectl",
  ]);
  assertEquals([options.context, options.isConfirmed, options.shards], [undefined, false, 1]);
  assertEquals(options.waits, {
    rolloutMs: 300_000,
    startMs: 300_000,
    runMs: undefined,
    problemMs: 60_000,
  });
  assertEquals([options.load.rampUpSecs, options.name], [10, "k8s-bun"]);
});

test("parseK8sOptions reads a search", () => {
  const { sessions, search } = parseK8sOptions([
    ...["--variant", "deno-tuned", "--bracket", "--start", "500", "--max", "4000"],
  ]);
  assertEquals([sessions, search.start, search.max], [undefined, 500, 4000]);
});

const wrong: [args: string[], problem: string][] = [
  [["--sessions", "9"], "Cannot choose a gateway: expected --variant"],
  [["--variant", "bun"], "Cannot choose what to measure: expected either --sessions or --bracket"],
  [
    [...POINT, "--bracket"],
    "Cannot choose what to measure: expected either --sessions or --bracket",
  ],
  [
    [...POINT, "--shards", "101"],
    "Cannot share 100 sessions: expected --shards ≤ --sessions, got 101",
  ],
  [
    [...POINT, "--namespace", "a/b"],
    'Cannot parse --namespace: expected lower-case letters, digits and dashes, got "a/b"',
  ],
  [
    [...POINT, "--release", "x,y=z"],
    'Cannot parse --release: expected lower-case letters, digits and dashes, got "x,y=z"',
  ],
  [
    [...POINT, "--run-timeout", "1d"],
    'Cannot parse --run-timeout: expected a time ≥ 0.001 s, e.g. 90s, 30m or 1.5h, got "1d"',
  ],
  [[...POINT, "--name", "../x"], 'Cannot use --name: expected a file name, got "../x"'],
];

for (const [args, problem] of wrong) {
  test(`parseK8sOptions refuses ${args.join(" ")}`, () => {
    const error = assertThrows(() => parseK8sOptions(args), UsageError);
    assertEquals(error.problems, [problem]);
  });
}
