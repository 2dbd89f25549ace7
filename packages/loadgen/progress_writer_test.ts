import { test } from "node:test";
import { parseProgressEvent } from "@stt-bench/results";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { jsonProgress, quietProgress, textProgress } from "./progress_writer.ts";
import type { RunListener } from "./load_run.ts";
import { RunRecorder } from "./run_recorder.ts";

function tell(
  listenerOf: (target: { write(text: string): unknown; isTTY?: boolean }) => RunListener,
  isTTY = false,
) {
  let text = "";
  const listener = listenerOf({ write: (more) => text += more, isTTY });
  const recorder = new RunRecorder();
  Object.assign(recorder, { framesSent: 150, partials: 2 });
  recorder.sessions.streaming = 3;
  recorder.recent.record(0.12);
  recorder.sessionBroke("send_timeout", "x");
  listener.phase("connecting", 0);
  listener.phase("warmup", 2.25);
  listener.progress(recorder, 1000.5);
  recorder.recent.reset();
  listener.progress(recorder, 2000);
  listener.problem("Something broke", 1001);
  listener.phase("done", 2000);
  return text;
}

test("jsonProgress writes events that the schema knows, one a line", () => {
  const lines = tell(jsonProgress).trimEnd().split("\n");
  const events = lines.map((line) => {
    const event = parseProgressEvent(line);
    assert(event !== undefined && event.epoch_ms > 1.7e12, line);
    const { epoch_ms: _, ...rest } = event;
    return rest;
  });
  assertEquals<unknown>(events, [
    { event: "phase", phase: "connecting", at_ms: 0 },
    { event: "phase", phase: "warmup", at_ms: 2.25 },
    {
      event: "progress",
      phase: "warmup",
      at_ms: 1000.5,
      sessions_open: 3,
      sessions_broken: 1,
      frames_sent: 150,
      partials: 2,
      errors: 1,
      newest_p50_ms: 0.12,
      newest_p95_ms: 0.12,
    },
    {
      event: "progress",
      phase: "warmup",
      at_ms: 2000,
      sessions_open: 3,
      sessions_broken: 1,
      frames_sent: 150,
      partials: 2,
      errors: 1,
      newest_p50_ms: null,
      newest_p95_ms: null,
    },
    { event: "problem", phase: "warmup", at_ms: 1001, message: "Something broke" },
    { event: "phase", phase: "done", at_ms: 2000 },
  ]);
});

test("textProgress writes a line each phase where there is no terminal", () => {
  assertEquals(
    tell(textProgress),
    "   0.0 s  connecting\n   0.0 s  warmup\nSomething broke\n   2.0 s  done\n",
  );
});

test("textProgress keeps one line up to date on a terminal, and erases it in the end", () => {
  const text = tell(textProgress, true);
  assertMatch(text, /warmup: 3 sessions, 150 frames, 2 partials, 1 errors/);
  assert(text.endsWith("\r\x1b[K"));
});

test("quietProgress writes problems only", () => {
  assertEquals(tell(quietProgress), "Something broke\n");
});
