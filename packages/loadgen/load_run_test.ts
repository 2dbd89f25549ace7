import { test } from "node:test";
import { BALANCED, evaluateSlo } from "@stt-bench/results";
import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import { errorOf, partialOf } from "./testing/messages.ts";
import { runLoad, startRun, testSettings } from "./testing/run_load.ts";

test("LoadRun against a correct gateway passes, and accounts for each frame", async () => {
  const run = await runLoad(testSettings("--verify"));
  assertEquals(run.ended, "complete");
  assertEquals(evaluateSlo(run, BALANCED).reasons, []);
  assertEquals(run.partials, 3 * 3);
  assertEquals(run.measured_frames, 3 * 150);
  assertEquals(run.missing_frames, 0);
  const { acknowledged, in_errors, dropped, still_open } = run.ledger;
  assertEquals(acknowledged + in_errors + dropped + still_open, run.frames_sent);
  assertEquals([in_errors, dropped], [0, 0]);
  assertGreaterOrEqual(acknowledged, run.measured_frames);
  assertEquals(run.frames_acknowledged, acknowledged);
  assertEquals([run.expected_partials, run.missing_partials], [3 * 2, 0]);
  assertEquals(run.sessions_started, 3);
});

test("LoadRun misses the partials of a gateway that flushes too rarely", async () => {
  const run = await runLoad(testSettings("--flush-interval-ms", "500", "--sessions", "2"));
  assertEquals([run.expected_partials, run.missing_partials], [2 * 5, 2 * 2]);
  assertEquals(evaluateSlo(run, BALANCED).reasons, ["missing partials 4 > 0"]);
});

test("LoadRun takes an error message for the partial that it stands for", async () => {
  const run = await runLoad(testSettings(), () => ({ answer: (batch) => [errorOf(batch)] }));
  assertEquals([run.expected_partials, run.missing_partials], [3 * 2, 0]);
});

test("LoadRun expects of a session that breaks only what was due until then", async () => {
  const run = await runLoad(testSettings("--measure-secs", "8"), (i) =>
    i > 0 ? {} : {
      at: { 5500: (connection) => connection.cut("reset") },
    });
  // 8 s have 7 intervals to be sure of; the broken one streamed for 4.5 of them.
  assertEquals([run.expected_partials, run.missing_partials], [3 + 7 + 7, 0]);
});

test("LoadRun times the newest and the oldest frame of a partial", async () => {
  const run = await runLoad(testSettings("--sessions", "1"));
  // A flush each 1000 ms with 50 frames, the newest at most 20 ms old, and an answer 50 ms later.
  const newest = run.newest_frame_to_partial_latency;
  const oldest = run.oldest_frame_to_partial_latency;
  assertGreaterOrEqual(newest.p50_ms, 50);
  assertLessOrEqual(newest.max_ms, 71);
  assertLessOrEqual(Math.abs(oldest.p50_ms - newest.p50_ms - 49 * 20), 2);
  assertEquals(run.flush_lateness.p50_ms, 0.25);
});

test("LoadRun tells each phase when it begins", async () => {
  const { clock, heard, result } = startRun(testSettings("--ramp-up-secs", "2"));
  await clock.until(result);
  const phases = heard.map((line) => line.split(" ")[0]);
  const expected = ["connecting", "ramp", "warmup", "measure", "grace", "closing", "done"];
  assertEquals(phases, expected);
  assertEquals(heard.slice(2, 5), ["warmup 2000", "measure 3000", "grace 6000"]);
});

test("LoadRun that begins later connects nobody before, and its times begin at 0", async () => {
  const { clock, gateway, heard, result } = startRun(testSettings(), undefined, undefined, 5000);
  let early = 0;
  clock.everyMs(() => {
    if (clock.now() < 5000) early = gateway.connections.length;
    return false;
  });
  const { outcome } = await clock.until(result);
  assertEquals([early, heard[0], outcome.ended], [0, "connecting 0", "complete"]);
  assertEquals(heard.slice(-4, -2), ["measure 1000", "grace 4000"]);
});

test("LoadRun that is interrupted before it begins ends at once", async () => {
  const { clock, interrupt, result } = startRun(testSettings(), undefined, undefined, 5000);
  interrupt();
  assertEquals((await clock.until(result)).outcome.ended, "interrupted");
  assertLessOrEqual(clock.now(), 5000);
});

test("LoadRun measures its own CPU over the window, and its memory over the run", async () => {
  const run = await runLoad(testSettings());
  assertEquals(run.generator.cpu_percent, 25);
  assertEquals([run.generator.steal_percent, run.generator.throttled_ms], [2, 0]);
  assertGreaterOrEqual(run.generator.max_rss_bytes, 1e6 + 4000);
});

test("LoadRun starts a connection where the ramp and the spread put it", async () => {
  const { clock, gateway, result } = startRun(
    testSettings("--sessions", "4", "--ramp-up-secs", "2", "--session-start-spread-ms", "400"),
  );
  const starts: number[] = [];
  clock.everyMs(() => {
    while (starts.length < gateway.connections.length) starts.push(clock.now());
  });
  await clock.until(result);
  // 600 ms apart, each somewhere within its own 20 ms.
  for (const [id, startMs] of starts.entries()) {
    assertGreaterOrEqual(startMs, 600 * id);
    assertLessOrEqual(startMs, 600 * id + 21);
  }
  assertEquals(starts.length, 4);
});

test("LoadRun keeps its schedule while the kernel takes nothing, and says who was late", async () => {
  const settings = testSettings("--sessions=1", "--session-grace-secs=9", "--measure-secs=4");
  const run = await runLoad(settings, () => ({
    at: { 2005: (connection) => connection.pause(), 3505: (connection) => connection.resume() },
  }));
  assertLessOrEqual(run.send_lateness.max_ms, 2);
  assertGreaterOrEqual(run.send_wait.max_ms, 1480);
  assertEquals(run.measured_frames, 200);
  assertEquals([run.missing_frames, run.protocol_errors], [0, 0]);
});

test("LoadRun blames a gateway that stood still, and accounts for each frame all the same", async () => {
  const settings = testSettings("--session-grace-secs=9", "--measure-secs=9");
  const { clock, gateway, result } = startRun(settings);
  clock.advance(2005);
  for (const connection of gateway.connections) connection.pause();
  clock.advance(3000);
  for (const connection of gateway.connections) connection.resume();
  const { measured } = await clock.until(result);
  assertGreaterOrEqual(measured.oldest_from_schedule.max_ms, 3000);
  assertLessOrEqual(measured.send_lateness.max_ms, 2);
  assertGreaterOrEqual(measured.send_wait.max_ms, 2960);
  assertEquals([measured.missing_frames, measured.frames_unsent], [0, 0]);
  assertEquals(measured.frames_sent, measured.ledger.acknowledged + measured.ledger.still_open);
  assertGreaterOrEqual(measured.missing_partials, 3);
  assertEquals(evaluateSlo(measured, BALANCED).verdict, "fail");
});

test("LoadRun says when it was late itself", async () => {
  const { clock, result } = startRun(testSettings("--sessions", "1"));
  clock.advance(2000);
  clock.jump(500);
  const { measured } = await clock.until(result);
  assertGreaterOrEqual(measured.send_lateness.max_ms, 480);
  assertLessOrEqual(measured.send_wait.max_ms, 1);
  assertEquals(measured.measured_frames, 150);
  assertEquals(evaluateSlo(measured, BALANCED).verdict, "invalid");
});

test("LoadRun counts batches that failed and frames that were dropped, and goes on", async () => {
  const run = await runLoad(testSettings("--sessions", "1"), () => ({
    answer: (batch, k) => {
      if (k === 1) return [errorOf(batch)];
      if (k !== 2) return [partialOf(batch)];
      const overflow = {
        stage: "batch_flush",
        kind: "overflow",
        retryable: false,
        inference_status: null,
        inference_elapsed_ms: null,
      } as const;
      return [errorOf(batch, overflow)];
    },
  }));
  assertEquals(run.ended, "complete");
  assertEquals([run.inference_errors, run.protocol_errors], [2, 0]);
  assertEquals(run.inference_error_counts, [
    { stage: "inference_request", kind: "http_5xx", count: 1 },
    { stage: "batch_flush", kind: "overflow", count: 1 },
  ]);
  assertEquals(run.inference_error_samples.map(({ kind }) => kind), ["http_5xx", "overflow"]);
  assertEquals([run.ledger.in_errors, run.ledger.dropped], [50, 50]);
  assertEquals(run.errors_by_phase.measure.inference_errors, 2);
});

test("LoadRun keeps at most five different samples of errors", async () => {
  const run = await runLoad(testSettings(), () => ({
    answer: (batch, k) => [errorOf(batch, { message: `number ${k % 7}` })],
  }));
  assertGreaterOrEqual(run.inference_errors, 12);
  const messages = run.inference_error_samples.map(({ message }) => message);
  assertEquals(new Set(messages).size, messages.length);
  assertLessOrEqual(messages.length, 5);
});

test("LoadRun counts frames that are answered after their grace as missing", async () => {
  const run = await runLoad(testSettings("--sessions", "1"), () => ({
    at: { 1500: (connection) => connection.pause(), 4900: (connection) => connection.resume() },
  }));
  assertEquals(run.broken_sessions, []);
  // Frames due from 1500 on wait for the flush at 5000: those due before 3050 wait too long.
  assertGreaterOrEqual(run.missing_frames, 70);
  assertLessOrEqual(run.missing_frames, 80);
});

test("LoadRun answers pings, also while it streams", async () => {
  const { clock, gateway, result } = startRun(testSettings("--sessions", "1"), () => ({
    at: { 1234: (connection) => connection.send(Uint8Array.of(0x89, 2, 7, 8)) },
  }));
  await clock.until(result);
  assertEquals(gateway.connections[0]!.pongs, [Uint8Array.of(7, 8)]);
});

test("LoadRun closes each session with 1000, one after the other", async () => {
  const { clock, gateway, result } = startRun(testSettings("--sessions", "20"));
  await clock.until(result);
  assert(gateway.connections.every(({ closes }) => closes.join() === "1000"));
});

test("LoadRun that is interrupted closes at once, and counts nothing as an error", async () => {
  const { clock, gateway, interrupt, result } = startRun(
    testSettings("--sessions", "4", "--ramp-up-secs", "2"),
  );
  clock.advance(1200);
  interrupt();
  clock.advance(20);
  const { measured } = await clock.until(result, 1);
  assertEquals(measured.ended, "interrupted");
  assertEquals(measured.broken_sessions, []);
  assertEquals([measured.missing_frames, measured.silent_sessions], [0, 0]);
  assertEquals(gateway.connections.map(({ closes }) => closes), [[1000], [1000], [1000]]);
  assertEquals(evaluateSlo(measured, BALANCED).verdict, "invalid");
});

test("LoadRun that is interrupted inside the window says how much of it passed", async () => {
  const { clock, interrupt, result } = startRun(testSettings());
  clock.advance(3000);
  interrupt();
  clock.advance(20);
  const { measured } = await clock.until(result, 1);
  assertGreaterOrEqual(measured.measured_secs, 2);
  assertLessOrEqual(measured.measured_secs, 2.05);
  assertEquals(measured.generator.cpu_percent, 25);
});

test("LoadRun ends when the gateway dies, and says so in one line", async () => {
  const { clock, heard, result } = startRun(testSettings(), () => ({
    at: { 2500: (connection) => connection.cut("connection reset") },
  }));
  const { measured } = await clock.until(result, 3000);
  assertEquals(measured.ended, "gateway_lost");
  assertEquals(measured.protocol_errors, 3);
  assertEquals(measured.errors_by_phase.measure.protocol_errors, 3);
  const problems = heard.filter((line) => line.includes("connection reset"));
  assertEquals(problems.length, 1);
  assert(problems[0]!.startsWith("Cannot stream to ws://test/ws/stt: 3 × connection_lost"));
});

test("LoadRun gives up at once when the gateway lets nobody in", async () => {
  const { clock, gateway, heard, result } = startRun(
    testSettings("--ramp-up-secs", "60"),
    () => ({ connect: "refuse" }),
  );
  const { measured } = await clock.until(result, 100);
  assertEquals(measured.ended, "gateway_lost");
  assertEquals(gateway.connections.length, 1);
  assertEquals(heard.slice(1), [
    "Cannot stream to ws://test/ws/stt: 1 × connect_failed (connection refused)",
    `done ${clock.now() - 1}`,
  ]);
});
