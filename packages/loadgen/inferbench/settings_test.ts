import { test } from "node:test";
import { UsageError } from "@stt-bench/program";
import { assertEquals, assertThrows } from "@std/assert";
import { parseSettings } from "./settings.ts";

const required = ["--url", "http://127.0.0.1:9000"];

test("parseSettings has the defaults of the specification", () => {
  assertEquals({ ...parseSettings(required), rps: undefined }, {
    url: "http://127.0.0.1:9000",
    concurrency: 64,
    clients: 4,
    rps: undefined,
    durationSecs: 30,
    payloadFrames: 50,
    cpuPasses: 4,
    timeoutMs: 2000,
    connectTimeoutMs: 1000,
    protocol: "h2",
    json: false,
  });
});

test("parseSettings reads what is given", () => {
  const settings = parseSettings([...required, "--rps", "0.5", "--protocol", "h1", "--json"]);
  assertEquals([settings.rps, settings.protocol, settings.json], [0.5, "h1", true]);
});

test("parseSettings names all wrong flags at once, and a missing one too", () => {
  const wrong = ["--rps", "0", "--concurrency", "1.5", "--protocol", "h3", "--timeout-ms", "x"];
  assertEquals(assertThrows(() => parseSettings(wrong), UsageError).problems, [
    "Cannot start without --url: expected --url <url>, got nothing",
    'Cannot parse --concurrency: expected an integer in 1–1000000, got "1.5"',
    'Cannot parse --rps: expected a number in 0.001–1000000, got "0"',
    'Cannot parse --timeout-ms: expected a number in 1–3600000, got "x"',
    'Cannot parse --protocol: expected one of h2, h1, got "h3"',
  ]);
});

for (const args of [["--url", "ws://x"], [...required, "--nope"], [...required, "extra"]]) {
  test(`parseSettings refuses ${args.join(" ")}`, () => {
    assertThrows(() => parseSettings(args), UsageError);
  });
}
