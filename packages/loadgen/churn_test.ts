import { test } from "node:test";
import { BALANCED, evaluateSlo } from "@stt-bench/results";
import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import { partialOf } from "./testing/messages.ts";
import { serverCloseFrame } from "./testing/server_frame.ts";
import { runLoad, startRun, testSettings } from "./testing/run_load.ts";

const churning = (...args: string[]) =>
  testSettings("--session-secs", "2", "--measure-secs", "9", ...args);

test("Churn replaces each session that has lived, and the run is as good as without", async () => {
  const { clock, gateway, result } = startRun(churning("--verify"));
  const { measured } = await clock.until(result);
  assertEquals(evaluateSlo(measured, BALANCED).reasons, []);
  assertEquals(measured.ended, "complete");
  assertEquals([measured.missing_frames, measured.silent_sessions], [0, 0]);
  assertEquals([measured.sessions, measured.config.session_secs], [3, 2]);
  // 10 s have room for 4 lives of 2 s and up to 1 s each until the last frame is answered.
  assertEquals(measured.sessions_started, gateway.connections.length);
  assertGreaterOrEqual(measured.sessions_started, 3 * 3);
  assertLessOrEqual(measured.sessions_started, 3 * 5);
  assert(gateway.connections.every(({ closes }) => closes.join() === "1000"));
});

test("Churn counts no frames between two lives, and answers each that was sent", async () => {
  const run = await runLoad(churning("--sessions", "1"));
  const { acknowledged, in_errors, dropped, still_open } = run.ledger;
  assertEquals([in_errors, dropped, run.frames_unsent], [0, 0, 0]);
  assertEquals(acknowledged + still_open, run.frames_sent);
  // 9 s without a gap would be 450 frames; of 3 s each, about one is for the last answers.
  assertGreaterOrEqual(run.measured_frames, 280);
  assertLessOrEqual(run.measured_frames, 400);
  assertEquals(run.missing_frames, 0);
});

test("Churn expects no number of partials", async () => {
  const run = await runLoad(churning());
  assertEquals([run.expected_partials, run.missing_partials], [0, 0]);
  const gates = evaluateSlo(run, BALANCED).gates.map(({ gate }) => gate);
  assertEquals(gates.includes("missing partials"), false);
});

test("Churn of a single session goes through the phases as any run", async () => {
  const { clock, heard, result } = startRun(churning("--sessions", "1"));
  await clock.until(result);
  assertEquals(
    heard.map((line) => line.split(" ")[0]),
    ["connecting", "ramp", "warmup", "measure", "grace", "closing", "done"]
      .filter((phase) => phase !== "ramp"),
  );
  assertEquals(heard.slice(1, 4), ["warmup 1", "measure 1000", "grace 10000"]);
});

test("Churn is even from the start", async () => {
  const flags = "--sessions 36 --session-secs 8 --measure-secs 20 --session-start-spread-ms 1000";
  const { clock, gateway, result } = startRun(testSettings(...flags.split(" ")));
  clock.advance(1100); // all of them are connected
  const successors: number[] = [];
  for (let second = 0; second < 18; second++) {
    const before = gateway.connections.length;
    clock.advance(1000);
    successors.push(gateway.connections.length - before);
  }
  await clock.until(result);
  // 36 lives of 8 s, and up to 1 s until the last frame is answered: about 4 new ones each second.
  assert(successors.slice(1).every((each) => each >= 2 && each <= 6), `${successors}`);
});

test("Churn does not replace a session that broke", async () => {
  const { clock, gateway, result } = startRun(
    churning("--sessions", "2"),
    (i) =>
      i === 0
        ? { at: { 700: (connection) => connection.send(serverCloseFrame(1011, "bug")) } }
        : {},
  );
  const { measured } = await clock.until(result);
  assertEquals(measured.broken_sessions.map(({ cause, count }) => [cause, count]), [
    ["closed_by_gateway", 1],
  ]);
  assertEquals(measured.sessions_started, gateway.connections.length);
  assertEquals(measured.ended, "complete");
  const { verdict } = evaluateSlo(measured, BALANCED);
  assertEquals(verdict, "fail");
});

test("Churn against a gateway that never answers ends with silent sessions, each counted once", async () => {
  const { clock, heard, result } = startRun(churning(), () => ({ answer: () => [] }));
  const { measured: run } = await clock.until(result);
  assertEquals([run.silent_sessions, run.sessions_started, run.broken_sessions], [3, 3, []]);
  assertEquals(run.ended, "gateway_lost");
  assertEquals(
    heard.at(-2),
    "Cannot stream to ws://test/ws/stt: 3 × silent (no partial came)",
  );
});

test("Churn does not call a session silent that lived for less than two flush intervals", async () => {
  const settings = testSettings(
    ..."--session-secs 1 --session-grace-secs 0 --flush-interval-ms 2000 --sessions 1".split(" "),
  );
  const run = await runLoad(settings, () => ({ answer: () => [] }));
  assertEquals([run.ended, run.broken_sessions], ["complete", []]);
  assertEquals(run.sessions_started, 2);
  assertEquals(run.silent_sessions, 0);
  assertEquals(run.missing_frames, run.measured_frames);
});

test("Churn breaks a session by session_timeout when only its last frames stay unanswered", async () => {
  const run = await runLoad(
    churning("--sessions", "2", "--session-secs", "3"),
    (i) => i === 0 ? { answer: (batch, k) => k === 0 ? [partialOf(batch)] : [] } : {},
  );
  assertEquals(run.broken_sessions.map(({ cause, count }) => [cause, count]), [
    ["session_timeout", 1],
  ]);
  assertGreaterOrEqual(run.missing_frames, 90);
});

test("Churn begins no session when a process that was held up finds the run over", async () => {
  const { clock, gateway, result } = startRun(churning("--sessions", "1"));
  while (gateway.connections[0]?.closes.length !== 1) clock.advance(1);
  clock.jump(60_000); // past the grace; the gateway's Close frame is the first thing it sees then
  const { measured } = await clock.until(result);
  assertEquals([measured.ended, measured.broken_sessions], ["complete", []]);
  assertEquals([measured.sessions_started, gateway.connections.length], [1, 1]);
});

test("Churn still sends what waited behind back-pressure when a life ended", async () => {
  const { clock, gateway, result } = startRun(churning("--sessions", "1"));
  clock.advance(1600);
  gateway.connections[0]!.pause();
  clock.advance(1000); // the life of 2 s ends meanwhile
  gateway.connections[0]!.resume();
  const { measured } = await clock.until(result);
  assertEquals([measured.broken_sessions, measured.frames_unsent, measured.missing_frames], [
    [],
    0,
    0,
  ]);
  assertGreaterOrEqual(measured.send_wait.max_ms, 900);
});

test("Churn that is interrupted starts nothing more", async () => {
  const { clock, gateway, interrupt, result } = startRun(churning());
  clock.advance(5000);
  interrupt();
  const before = gateway.connections.length;
  clock.advance(20);
  const { measured } = await clock.until(result, 1);
  assertEquals([measured.ended, gateway.connections.length], ["interrupted", before]);
  assertEquals([measured.broken_sessions, measured.missing_frames], [[], 0]);
});
