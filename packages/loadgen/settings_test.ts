import { test } from "node:test";
import { UsageError } from "@stt-bench/program";
import { assertEquals, assertThrows } from "@std/assert";
import { parseSettings } from "./settings.ts";

const good = ["--url", "ws://127.0.0.1:3000/ws/stt", "--sessions", "100"];

test("parseSettings has the defaults of the specification", () => {
  assertEquals<unknown>(parseSettings(good), {
    url: "ws://127.0.0.1:3000/ws/stt",
    sessions: 100,
    warmupSecs: 15,
    measureSecs: 90,
    rampUpSecs: 0,
    sessionStartSpreadMs: 0,
    repeat: 1,
    connectTimeoutMs: 5000,
    sendTimeoutMs: 5000,
    closeGraceMs: 5000,
    sessionGraceSecs: 15,
    flushIntervalMs: 1000,
    shard: { index: 0, count: 1 },
    slo: "balanced",
    progress: "auto",
    verify: false,
    json: false,
  });
});

test("parseSettings reads every flag", () => {
  const settings = parseSettings([
    ..."--url wss://x/ws/stt --sessions 8 --warmup-secs 1.5 --measure-secs 2".split(" "),
    ..."--ramp-up-secs 3 --session-start-spread-ms 4 --repeat 5 --connect-timeout-ms 6".split(" "),
    ..."--send-timeout-ms 7 --close-grace-ms 8 --session-grace-secs 0 --samples-out a".split(" "),
    ..."--hist-out b --service-name c --shard 3/4 --audio d --slo e --progress json".split(" "),
    ..."--verify --json --flush-interval-ms 9 --session-secs 10".split(" "),
    ..."--barrier http://x:8080/runs/r-1 --upload https://x/proxy/runs/r-2".split(" "),
  ]);
  assertEquals<unknown>(settings, {
    url: "wss://x/ws/stt",
    sessions: 8,
    warmupSecs: 1.5,
    measureSecs: 2,
    rampUpSecs: 3,
    sessionStartSpreadMs: 4,
    repeat: 5,
    connectTimeoutMs: 6,
    sendTimeoutMs: 7,
    closeGraceMs: 8,
    sessionGraceSecs: 0,
    flushIntervalMs: 9,
    sessionSecs: 10,
    samplesOut: "a",
    histOut: "b",
    serviceName: "c",
    shard: { index: 3, count: 4 },
    audio: "d",
    slo: "e",
    progress: "json",
    barrier: "http://x:8080/runs/r-1",
    upload: "https://x/proxy/runs/r-2",
    verify: true,
    json: true,
  });
});

const wrong: [args: string[], problems: string[]][] = [
  [[], [
    "Cannot start without --url: expected --url <url>, got nothing",
    "Cannot start without --sessions: expected --sessions <n>, got nothing",
  ]],
  [["--url", "http://x", "--sessions", "0"], [
    'Cannot parse --url: expected a URL that starts with ws:// or wss://, got "http://x"',
    'Cannot parse --sessions: expected an integer in 1–1000000, got "0"',
  ]],
  [[...good, "--measure-secs", "0"], [
    'Cannot parse --measure-secs: expected a number in 0.1–86400, got "0"',
  ]],
  [[...good, "--warmup-secs=-1"], [
    'Cannot parse --warmup-secs: expected a number in 0–86400, got "-1"',
  ]],
  [[...good, "--shard", "2/2"], ['Cannot parse --shard: expected i/n with 0 ≤ i < n, got "2/2"']],
  [[...good, "--shard", "2"], ['Cannot parse --shard: expected i/n with 0 ≤ i < n, got "2"']],
  [[...good, "--shard", "100/200"], [
    "Cannot run --shard 100/200: expected an i below --sessions 100, got 100",
  ]],
  [[...good, "--barrier", "http://x/runs/R"], [
    "Cannot parse --barrier: expected a URL such as http://collector:8080/runs/run-1, with a run of " +
    'a-z, 0-9 and -, got "http://x/runs/R"',
  ]],
  [[...good, "--start-at", "1", "--barrier", "http://x/runs/r"], [
    "Cannot begin at two times: expected --start-at or --barrier, got both",
  ]],
  [[...good, "--service-name", "a/b", "--upload", "http://x/runs/r"], [
    'Cannot --upload: expected a short --service-name of letters, digits, ".", "_", "+" and "-", ' +
    'got "a/b"',
  ]],
  [[...good, "--progress", "loud"], [
    'Cannot parse --progress: expected one of auto, json, none, got "loud"',
  ]],
  [[...good, "--colour"], ["unknown option '--colour'"]],
  [[...good, "extra"], ["too many arguments. Expected 0 arguments but got 1: extra."]],
];

for (const [args, problems] of wrong) {
  test(`parseSettings refuses ${JSON.stringify(args.slice(-2))} in ${problems.length} lines`, () => {
    assertEquals(assertThrows(() => parseSettings(args), UsageError).problems, problems);
  });
}
