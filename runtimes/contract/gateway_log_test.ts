import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { Violation } from "@stt-bench/conformance";
import { GatewayLog } from "./gateway_log.ts";
import { logGap } from "./log_gap.ts";

const head = { "@timestamp": "2026-11-27T02:27:11.961Z", level: "INFO", logger: "stt-gateway" };
const listens = { ...head, message: "gateway listens", url: "http://127.0.0.1:1" };
const frames = { received: 4, acknowledged: 1, failed: 1, dropped: 1, discarded: 1 };

function end(id: number, changed: Record<string, unknown> = {}) {
  const session = { id, peer: "127.0.0.1:2", code: 1000, cause: "client", frames, duration_ms: 5 };
  return { ...head, message: "session ended", ...session, ...changed };
}

function logOf(...entries: readonly unknown[]): GatewayLog {
  return GatewayLog.of(entries.map((entry) => JSON.stringify(entry)));
}

test("GatewayLog tells the ends of sessions from other entries", () => {
  const log = logOf(listens, end(1), end(2, { cause: "idle" }));
  log.check();
  assertEquals(log.sessionEnds.map(({ id, cause }) => [id, cause]), [[1, "client"], [2, "idle"]]);
});

test("GatewayLog tells sessions of two workers apart, whatever their ids", () => {
  logOf(end(1, { worker: 0, pid: 7 }), end(1, { worker: 1, pid: 8 })).check();
});

const wrong: [what: string, log: GatewayLog, problem: string][] = [
  ["text", GatewayLog.of(["Segmentation fault"]), "got Segmentation fault"],
  ["a blank line", GatewayLog.of([""]), "Expected a line of the log"],
  ["an entry without a time", logOf({ ...listens, "@timestamp": "now" }), "Invalid timestamp"],
  ["a second end of a session", logOf(end(1), end(1)), "one line for session /1"],
  ["a transcript", logOf(end(1, { transcript: "hush" })), '"transcript"'],
  ["a frame without an outcome", logOf(end(1, { frames: { ...frames, failed: 0 } })), "expected 4"],
  ["a bug", logOf({ ...head, level: "ERROR", message: "bug", bug: {} }), "Expected no bug"],
];

for (const [what, log, problem] of wrong) {
  test(`GatewayLog does not accept ${what}`, () => {
    assertThrows(() => log.check(), Violation, problem);
  });
}

const metrics = [
  "# TYPE stt_gateway_sessions_closed_total counter",
  'stt_gateway_sessions_closed_total{cause="client"} 2',
  'stt_gateway_sessions_closed_total{cause="idle"} 1',
  'stt_gateway_sessions_closed_total{cause="drain"} 0',
].join("\n");

const gaps: [what: string, log: GatewayLog, gap: string | undefined][] = [
  [
    "nothing of a log that has every end",
    logOf(end(1), end(2), end(3, { cause: "idle" })),
    undefined,
  ],
  [
    "which line a log lacks",
    logOf(end(1), end(3, { cause: "idle" })),
    "Sessions ended by client: expected 2 lines, got 1",
  ],
  [
    "which line nobody has counted",
    logOf(end(1), end(2), end(3, { cause: "idle" }), end(4, { cause: "bug" })),
    "Sessions ended by bug: expected 0 lines, got 1",
  ],
];

for (const [what, log, gap] of gaps) {
  test(`logGap says ${what}`, () => assertEquals(logGap(metrics, log), gap));
}
