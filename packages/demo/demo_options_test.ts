import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseDemoOptions } from "./demo_options.ts";

test("parseDemoOptions has a default for everything", () => {
  assertEquals(parseDemoOptions([]), {
    variant: "deno",
    port: 3100,
    gateway: undefined,
    inferenceUrl: undefined,
    token: undefined,
    open: false,
    json: false,
  });
});

test("parseDemoOptions reads every flag", () => {
  const ours = "--variant bun-tuned --port 0 --inference-url http://127.0.0.1:9000 --open --json";
  const { variant, port, inferenceUrl, open, json } = parseDemoOptions(ours.split(" "));
  assertEquals([variant, port, inferenceUrl, open, json], [
    "bun-tuned",
    0,
    "http://127.0.0.1:9000",
    true,
    true,
  ]);
  const { gateway, token } = parseDemoOptions(["--gateway", "wss://example.org", "--token", "t"]);
  assertEquals([gateway, token], ["wss://example.org", "t"]);
});

const wrong: [string, string][] = [
  [
    "--variant perl",
    "Cannot parse --variant: expected one of deno, node, bun, deno-tuned, node-tuned, bun-tuned, " +
    'got "perl"',
  ],
  ["--port 65536", 'Cannot parse --port: expected an integer in 0–65535, got "65536"'],
  [
    "--gateway http://127.0.0.1",
    'Cannot parse --gateway: expected a URL that starts with ws:// or wss://, got "http://127.0.0.1"',
  ],
  [
    "--inference-url x",
    'Cannot parse --inference-url: expected a URL that starts with http://, got "x"',
  ],
  [
    "--token a/b=",
    "Cannot use --token: expected letters, digits and !#$%&'*+-.^_`|~, which a page can send as a " +
    "subprotocol",
  ],
  [
    "--gateway ws://127.0.0.1 --variant bun --inference-url http://127.0.0.1",
    "Cannot use --variant with --gateway: expected one of them\n" +
    "Cannot use --inference-url with --gateway: expected one of them",
  ],
];

for (const [args, problem] of wrong) {
  test(`parseDemoOptions refuses ${args}`, () => {
    const { message } = assertThrows(() => parseDemoOptions(args.split(" ")), UsageError);
    assertEquals(message, problem);
  });
}
