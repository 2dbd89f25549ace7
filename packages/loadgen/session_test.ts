import { test } from "node:test";
import { BREAK_CAUSES } from "@stt-bench/results";
import type { BreakCause } from "@stt-bench/results";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { goodHandshake } from "./testing/fake_gateway.ts";
import type { Behaviour } from "./testing/fake_gateway.ts";
import { errorOf, partialOf } from "./testing/messages.ts";
import { runLoad, startRun, testSettings } from "./testing/run_load.ts";
import { serverCloseFrame, serverFrame, textFrame } from "./testing/server_frame.ts";

/** Answers the second flush with `answers`, the others right. */
function second(answers: NonNullable<Behaviour["answer"]>): Behaviour {
  return { answer: (batch, k) => k === 1 ? answers(batch, k) : [partialOf(batch)] };
}

const rows: [what: string, behaviour: Behaviour, cause: BreakCause, message: string][] = [
  ["refuses the connection", { connect: "refuse" }, "connect_failed", "connection refused"],
  ["never answers", { connect: "ignore" }, "connect_timeout", "no WebSocket within 700 ms"],
  ["answers 503", { handshake: () => "HTTP/1.1 503 Busy\r\n\r\n" }, "handshake_failed", "503 Busy"],
  ["proves nothing", { handshake: () => goodHandshake("x") }, "handshake_failed", "Accept"],
  ["drips its handshake", { handshake: () => "HTTP/1.1 101" }, "connect_timeout", "700 ms"],
  [
    "speaks before the start",
    { handshake: (accept) => `${goodHandshake(accept)}\x81\x02{}` },
    "protocol_violation",
    "before the start",
  ],
  [
    "skips a range",
    second(({ oldest, ...batch }) => [partialOf({ ...batch, oldest: oldest + 1 })]),
    "protocol_violation",
    "expected it to start at 51, got 52: frames are lost",
  ],
  [
    "answers a batch twice",
    second((batch) => [partialOf(batch), partialOf(batch)]),
    "protocol_violation",
    "frames came twice",
  ],
  [
    "answers a batch with an error and a partial",
    second((batch) => [errorOf(batch), partialOf(batch)]),
    "protocol_violation",
    "frames came twice",
  ],
  [
    "answers frames that were never sent",
    second(({ newest, ...batch }) => [partialOf({ ...batch, newest: newest + 500 })]),
    "protocol_violation",
    "expected frames up to",
  ],
  [
    "counts its frames wrongly",
    second((batch) => [partialOf(batch, { frames: 49 })]),
    "protocol_violation",
    "expected frames 50, got 49",
  ],
  [
    "counts its bytes wrongly",
    second((batch) => [partialOf(batch, { audio_bytes: 31_999 })]),
    "protocol_violation",
    "expected audio_bytes 32000, got 31999",
  ],
  [
    "swaps the ends of a range",
    second(({ oldest, ...batch }) => [partialOf({ ...batch, oldest, newest: oldest - 1 })]),
    "protocol_violation",
    "frames: expected >=1",
  ],
  ["sends no JSON", second(() => ["{"]), "protocol_violation", "expected JSON"],
  [
    "adds a field",
    second((batch) => [`{"extra":1,${partialOf(batch).slice(1)}`]),
    "protocol_violation",
    "extra",
  ],
  [
    "computes wrongly",
    second((batch) => [partialOf(batch, { checksum: 1 })]),
    "protocol_violation",
    "expected checksum",
  ],
  [
    "sends a binary message",
    second(() => [serverFrame(0x82, "x")]),
    "protocol_violation",
    "got a binary one",
  ],
  ["masks its frames", second(() => [Uint8Array.of(0x81, 0x80)]), "protocol_violation", "unmasked"],
  [
    "closes early",
    second(() => [serverCloseFrame(1011, "bug")]),
    "closed_by_gateway",
    "got one: 1011 bug",
  ],
  [
    "resets the connection",
    { at: { 2500: (connection) => connection.cut("reset by peer") } },
    "connection_lost",
    "reset by peer",
  ],
  [
    "hangs up without a Close frame",
    { at: { 2500: (connection) => connection.cut() } },
    "connection_lost",
    "the gateway closed the connection: expected a Close frame",
  ],
  [
    "stops reading",
    { at: { 2500: (connection) => connection.pause() } },
    "send_timeout",
    "could not be sent for 800 ms",
  ],
  [
    "stops answering",
    { answer: (batch, k) => k < 2 ? [partialOf(batch)] : [] },
    "session_timeout",
    "no answer to every frame",
  ],
  ["never answers a Close frame", { answersClose: false }, "close_timeout", "within 600 ms"],
];

const limits = [
  "--connect-timeout-ms",
  "700",
  "--send-timeout-ms",
  "800",
  "--close-grace-ms",
  "600",
];

for (const [what, behaviour, cause, message] of rows) {
  test(`Session with a gateway that ${what} breaks once, by ${cause}`, async () => {
    const run = await runLoad(testSettings(...limits, "--verify"), (i) => i === 1 ? behaviour : {});
    assertEquals(run.broken_sessions.map(({ cause, count }) => [cause, count]), [[cause, 1]]);
    assertStringIncludes(run.broken_sessions[0]!.example, message);
    assertEquals(run.silent_sessions, 0);
    const { connect, send, close, session } = run.timeouts;
    assertEquals(run.protocol_errors + connect + send + close + session, 1);
    const counter = BREAK_CAUSES[cause];
    if (counter === "protocol_errors") assertEquals(run.protocol_errors, 1);
    else assertEquals(run.timeouts[counter.replace("timeouts.", "") as "send"], 1);
    // The two others are not disturbed.
    assertEquals(run.ended, "complete");
    assert(run.partials >= 6 && run.measured_frames >= 300);
    const { acknowledged, in_errors, dropped, still_open } = run.ledger;
    assertEquals(acknowledged + in_errors + dropped + still_open, run.frames_sent);
  });
}

test("Session without any partial is silent, and nothing else", async () => {
  const run = await runLoad(testSettings(), (i) => i === 1 ? { answer: () => [] } : {});
  assertEquals(run.silent_sessions, 1);
  assertEquals([run.broken_sessions, run.protocol_errors], [[], 0]);
  assertEquals(Object.values(run.timeouts), [0, 0, 0, 0]);
  assertEquals(run.missing_frames, 150);
});

test("Session that stops getting answers counts the frames that it misses", async () => {
  const run = await runLoad(testSettings("--sessions", "1"), () => ({
    answer: (batch, k) => k < 2 ? [partialOf(batch)] : [],
  }));
  assertEquals(run.measured_frames, 150);
  // Of the 3 s of the window the first was answered; a frame at its edge may belong to either.
  assert(run.missing_frames >= 99 && run.missing_frames <= 101, `${run.missing_frames}`);
});

test("Session behind back-pressure counts the frames that never left", async () => {
  const run = await runLoad(testSettings("--sessions", "1", "--send-timeout-ms", "800"), () => ({
    at: { 2500: (connection) => connection.pause() },
  }));
  assertEquals(run.timeouts.send, 1);
  // One frame is in the blocked write, the others wait behind it.
  assert(run.frames_unsent >= 38 && run.frames_unsent <= 41, `${run.frames_unsent}`);
});

test("Session takes a partial in fragments, with a ping between", async () => {
  const run = await runLoad(testSettings("--sessions", "1"), () => ({
    answer: (batch) => {
      const text = partialOf(batch);
      return [
        serverFrame(0x01, text.slice(0, 7)),
        serverFrame(0x89, "hi"),
        serverFrame(0x00, ""),
        serverFrame(0x80, text.slice(7)),
      ];
    },
  }));
  assertEquals(run.broken_sessions, []);
  assertEquals(run.partials, 3);
});

test("Session takes two partials in one piece", async () => {
  const run = await runLoad(testSettings("--sessions", "1"), () => ({
    answer: ({ oldest, newest, samples }) => {
      const middle = oldest + 19;
      const first = textFrame(
        partialOf({ oldest, newest: middle, samples: samples.slice(0, 6400) }),
      );
      const rest = { oldest: middle + 1, newest, samples: samples.slice(6400) };
      return [Uint8Array.from([...first, ...textFrame(partialOf(rest))])];
    },
  }));
  assertEquals(run.broken_sessions, []);
  assertEquals(run.partials, 6);
});

test("Session that breaks the protocol of the gateway is told 1002, a closed one its own code", async () => {
  const { clock, gateway, result } = startRun(
    testSettings("--sessions", "2"),
    (i) => second(() => i === 0 ? ["{"] : [serverCloseFrame(1012)]),
  );
  await clock.until(result);
  assertEquals(gateway.connections.map(({ closes }) => closes), [[1002], [1012]]);
});
