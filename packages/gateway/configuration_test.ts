import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { DEFAULT_SESSION_SETTINGS } from "@stt-bench/core";
import { UsageError } from "@stt-bench/program";
import { MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import { inferenceEndpoint, readConfiguration, sessionSettings } from "./configuration.ts";
import type { Capabilities } from "./configuration.ts";
import type { InferenceClientChoice } from "./variant.ts";

const unused: InferenceClientChoice = {
  protocol: "HTTP/2",
  open() {
    throw new Error("Reading a configuration opens nothing");
  },
};
const able: Capabilities = { canPause: true, inferenceClients: { http2: unused, fetch: unused } };
const unable: Capabilities = { canPause: false, inferenceClients: { fetch: unused } };
const variants = { native: able, tuned: unable };

test("readConfiguration has the defaults of the wire protocol", () => {
  const configuration = readConfiguration(variants, {});
  assertEquals(sessionSettings(configuration), DEFAULT_SESSION_SETTINGS);
  assertEquals(configuration.MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
  assertEquals(configuration.PORT, 3000);
});

test("readConfiguration takes the variant's first inference client by default", () => {
  assertEquals(readConfiguration(variants, {}).INFERENCE_CLIENT, "http2");
  assertEquals(
    readConfiguration(variants, { INFERENCE_CLIENT: "fetch" }).INFERENCE_CLIENT,
    "fetch",
  );
});

test("readConfiguration takes the defaults of the sockets that are asked for", () => {
  const { SOCKETS, INFERENCE_CLIENT } = readConfiguration(variants, { SOCKETS: "tuned" });
  assertEquals([SOCKETS, INFERENCE_CLIENT], ["tuned", "fetch"]);
  assertEquals(readConfiguration(variants, {}).SOCKETS, "native");
});

const wrong: [string, string][] = [
  ["SOCKETS", "toString"],
  ["READ_INTERVAL_MS", "0"],
  ["TICK_MS", "1001"],
  ["PORT", "10abc"],
  ["PORT", "99999"],
  ["WORKERS", "0"],
  ["WORKERS", "257"],
  ["ADMIN_PORT", "-1"],
  ["INFERENCE_URL", "ftp://host"],
  ["INFERENCE_URL", "127.0.0.1:9000"],
  ["INFERENCE_CLIENT", "tuned"],
  ["INFERENCE_CONNECTIONS", "0"],
  ["INFERENCE_TIMEOUT_MS", "1.5"],
  ["CPU_PASSES", "-1"],
  ["FLUSH_INTERVAL_MS", "0"],
  ["FLUSH_INTERVAL_MS", "-1"],
  ["MAX_SESSIONS", "many"],
  ["MAX_MESSAGE_BYTES", "639"],
  ["OVERFLOW_POLICY", "explode"],
  ["MAX_FRAME_RATE", "-1"],
  ["MAX_MEMORY_BYTES", "all"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["ALLOWED_ORIGINS", "https://a.example, b.example"],
  ["HANDSHAKE_TIMEOUT_MS", "0"],
  ["IDLE_TIMEOUT_MS", "soon"],
  ["DRAIN_TIMEOUT_MS", "99999999999"],
];

for (const [name, value] of wrong) {
  test(`readConfiguration refuses ${name}=${value} and says what it expected`, () => {
    const error = assertThrows(() => readConfiguration(variants, { [name]: value }), UsageError);
    const [problem = ""] = error.problems;
    assertEquals(error.problems.length, 1);
    assertEquals(problem.startsWith(`Cannot parse ${name}: expected `), true, problem);
    assertEquals(problem.endsWith(`, got ${JSON.stringify(value)}`), true, problem);
  });
}

test("readConfiguration names every wrong variable at once", () => {
  const environment = { PORT: "x", FLUSH_INTERVAL_MS: "-1", INFERENCE_URL: "nowhere" };
  const error = assertThrows(() => readConfiguration(variants, environment), UsageError);
  assertEquals(error.problems.length, 3);
});

test("readConfiguration refuses more workers than sessions", () => {
  const environment = { WORKERS: "4", MAX_SESSIONS: "4" };
  assertEquals(readConfiguration(variants, environment).WORKERS, 4);
  const few = { ...environment, MAX_SESSIONS: "3" };
  const error = assertThrows(() => readConfiguration(variants, few), UsageError);
  assertEquals(error.problems, [
    "Cannot divide MAX_SESSIONS: expected at least one for each of the 4 workers, got 3",
  ]);
});

test("readConfiguration refuses to pause where sockets cannot", () => {
  const environment = { OVERFLOW_POLICY: "pause" };
  assertEquals(readConfiguration(variants, environment).OVERFLOW_POLICY, "pause");
  assertThrows(() => readConfiguration(variants, { ...environment, SOCKETS: "tuned" }), UsageError);
});

test("inferenceEndpoint posts below the path of INFERENCE_URL, with the passes as a header", () => {
  const cases = [
    ["http://model:9000", "http://model:9000/infer"],
    ["http://model/base/", "http://model/base/infer"],
  ];
  for (const [INFERENCE_URL, href] of cases) {
    const configuration = readConfiguration(variants, { INFERENCE_URL, CPU_PASSES: "7" });
    const { url, headers } = inferenceEndpoint(configuration);
    assertEquals([url.href, headers], [href!, { "x-cpu-passes": "7" }]);
  }
});

test("readConfiguration refuses half of TLS, and TLS on sockets that have none", () => {
  const half = assertThrows(() => readConfiguration(variants, { TLS_CERT: "a" }), UsageError);
  assertEquals(half.problems.length, 1);
  const both = { TLS_CERT: "a", TLS_KEY: "b" };
  assertEquals(readConfiguration(variants, both).TLS_CERT, "a");
  assertThrows(() => readConfiguration(variants, { ...both, SOCKETS: "tuned" }), UsageError);
});

test("readConfiguration reads lists, and memory as auto or a size", () => {
  const environment = { TRUSTED_PROXIES: "10.0.0.0/8, ::1", MAX_MEMORY_BYTES: "1GiB" };
  const { TRUSTED_PROXIES, MAX_MEMORY_BYTES } = readConfiguration(variants, environment);
  assertEquals([TRUSTED_PROXIES, MAX_MEMORY_BYTES], [["10.0.0.0/8", "::1"], 2 ** 30]);
  assertEquals(readConfiguration(variants, {}).MAX_MEMORY_BYTES, "auto");
});
