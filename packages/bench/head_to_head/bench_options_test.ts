import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { variants } from "../programs/variants.ts";
import { parseBenchOptions } from "./bench_options.ts";

const labels = (...args: string[]) => parseBenchOptions(args).targets.map(({ label }) => label);
const problems = (...args: string[]) =>
  assertThrows(() => parseBenchOptions(args), UsageError).problems;

test("parseBenchOptions compares all variants under the quick profile by default", () => {
  const { targets, load, profile, name, rounds, baseline, conditions, samples, json, keepGoing } =
    parseBenchOptions([]);
  assertEquals(targets.map(({ label }) => label), variants.map(({ name }) => name));
  assertEquals(load, {
    sessions: 100,
    rampUpSecs: 2,
    sessionStartSpreadMs: 0,
    warmupSecs: 3,
    measureSecs: 10,
  });
  assertEquals([profile, name, rounds, baseline], ["quick", "bench", 3, "deno"]);
  assertEquals([conditions.conformance, conditions.pinning, samples], [true, true, true]);
  assertEquals([conditions.cpuLimit, conditions.seed, conditions.slo], [undefined, 1, "balanced"]);
  assertEquals([json, keepGoing], [false, false]);
});

test("parseBenchOptions takes a profile's load, and single flags over it", () => {
  const { load, rounds } = parseBenchOptions(["--profile", "reference", "--sessions", "7"]);
  assertEquals([load.sessions, load.measureSecs, load.sessionStartSpreadMs], [7, 45, 1000]);
  assertEquals(rounds, 5);
});

test("parseBenchOptions chooses variants by name, by runtime and by workers", () => {
  assertEquals(labels("--variants", "bun,deno"), ["bun", "deno"]);
  assertEquals(labels("--variants", "bun, bun"), ["bun"]);
  assertEquals(labels("--runtime", "node"), ["node", "node-tuned"]);
  assertEquals(labels("--variants", "node", "--workers", "1,2"), ["node", "node-2w"]);
  assertEquals(parseBenchOptions(["--runtime", "node"]).name, "bench-node");
});

test("parseBenchOptions splits the gain of each runtime, or of one, into sockets and client", () => {
  assertEquals(labels("--split"), [
    ...["deno", "node", "bun", "deno+tuned-client", "node+tuned-client", "bun+tuned-client"],
    ...["deno-tuned+fetch", "node-tuned+http2", "bun-tuned+http2"],
    ...["deno-tuned", "node-tuned", "bun-tuned"],
  ]);
  const { targets, name, rounds } = parseBenchOptions(["--split", "--runtime", "bun"]);
  assertEquals(targets.map(({ label }) => label), [
    ...["bun", "bun+tuned-client", "bun-tuned+http2", "bun-tuned"],
  ]);
  assertEquals([name, rounds], ["bench-split-bun", 3]);
});

test("parseBenchOptions refuses what would take a part out of a split, or change it", () => {
  assertEquals(problems("--split", "--variants", "deno+tuned-client"), [
    "Cannot use --variants with --split: expected all gateways, or --runtime",
  ]);
  assertEquals(problems("--split", "--url", "ws://127.0.0.1:1"), [
    "Cannot use --url with --split: expected all gateways, or --runtime",
  ]);
  const environment = { INFERENCE_CLIENT: "fetch" };
  assertThrows(
    () => parseBenchOptions(["--split"], environment),
    UsageError,
    'Cannot use INFERENCE_CLIENT with --split: expected it unset, got "fetch"',
  );
  assertEquals(parseBenchOptions([], environment).name, "bench");
});

test("parseBenchOptions takes anybody's gateway", () => {
  const url = "ws://127.0.0.1:3000/ws/stt";
  const { targets, name, baseline } = parseBenchOptions([
    ...["--url", url, "--name", "python", "--pid", "7"],
  ]);
  assertEquals(targets, [{ kind: "foreign", label: "python", url, pid: 7 }]);
  assertEquals([name, baseline], ["python", "python"]);
  assertEquals(labels("--url", url), ["gateway"]);
});

test("parseBenchOptions refuses for anybody's gateway what only we could do", () => {
  assertEquals(problems("--url", "ws://127.0.0.1:1", "--cpu-limit", "0.5", "--workers", "2"), [
    "Cannot use --workers with --url: expected a gateway that is ours to start",
    "Cannot use --cpu-limit with --url: expected a gateway that is ours to start",
  ]);
  assertEquals(problems("--pid", "7"), ["Cannot use --pid: expected --url with it, got none"]);
});

test("parseBenchOptions reads limits", () => {
  const { conditions } = parseBenchOptions([
    ...["--cpu-limit", "0.25", "--memory-limit", "2GiB", "--gateway-cpus", "2"],
  ]);
  assertEquals(
    [conditions.cpuLimit, conditions.memoryLimitBytes, conditions.gatewayCpus],
    [0.25, 2 ** 31, 2],
  );
});

test("parseBenchOptions turns things off", () => {
  const { conditions, samples, report } = parseBenchOptions([
    ...["--no-conformance", "--no-samples", "--no-pinning", "--no-report"],
  ]);
  assertEquals(
    [conditions.conformance, samples, conditions.pinning, report],
    [false, false, false, false],
  );
  assertEquals(parseBenchOptions([]).report, true);
});

test("parseBenchOptions reports all wrong flags, one line each", () => {
  assertEquals(
    problems(
      ...["--sessions", "x", "--measure-secs", "0", "--variants", "deno,perl", "--out", ""],
      ...["--workers", "1,x", "--baseline", "perl"],
    ),
    [
      'Cannot parse --workers: expected an integer in 1–256, got "x"',
      'Cannot parse --variants: expected some of deno, node, bun, deno-tuned, node-tuned, bun-tuned, deno-reactor, node-reactor, bun-reactor, c, got "perl"',
      'Cannot parse --sessions: expected an integer in 1–100000, got "x"',
      'Cannot parse --measure-secs: expected a number in 1–86400, got "0"',
      'Cannot parse --baseline: expected one of deno, got "perl"',
      'Cannot parse --out: expected a text that is not empty, got ""',
    ],
  );
});

test("parseBenchOptions says nothing of a baseline where no gateway is left to be one", () => {
  assertEquals(problems("--variants", "perl", "--baseline", "deno").length, 1);
});

test("parseBenchOptions refuses what it doesn't know", () => {
  for (
    const args of [["--nope"], ["more"], ["--profile", "x"], ["--name", "../x"], ["--seed", "1.5"]]
  ) {
    assertThrows(() => parseBenchOptions(args), UsageError);
  }
  assertThrows(
    () => parseBenchOptions(["--runtime", "deno", "--variants", "bun"]),
    UsageError,
    'expected some of deno, deno-tuned, deno-reactor, got "bun"',
  );
});
