import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ProgressEvent } from "@stt-bench/results";
import { LoadProgress } from "./load_progress.ts";
import { loadProfiles } from "./load_profile.ts";

const at = (phase: ProgressEvent["phase"], at_ms: number) => ({ phase, at_ms, epoch_ms: 0 });
const counts = { sessions_open: 9, sessions_broken: 0, frames_sent: 1, partials: 5, errors: 2 };
const latencies = { newest_p50_ms: 104, newest_p95_ms: 130 };
const events: ProgressEvent[] = [
  { event: "phase", ...at("ramp", 10) },
  { event: "phase", ...at("measure", 5000) },
  { event: "progress", ...at("measure", 9010), ...counts, ...latencies },
  { event: "problem", ...at("measure", 9010), message: "sessions break" },
  { event: "phase", ...at("grace", 15_000) },
];

test("LoadProgress tells a terminal each second and how much is left", () => {
  const progress = new LoadProgress(loadProfiles.quick, true);
  assertEquals(events.map((event) => progress.describe(event)), [
    "ramp 0 / 2 s",
    "measure 0 / 10 s",
    "measure 4 / 10 s · 9 sessions · 5 partials · 2 errors",
    "sessions break",
    "grace",
  ]);
});

test("LoadProgress tells a log the phases and the problems only", () => {
  const progress = new LoadProgress(loadProfiles.quick, false);
  assertEquals(events.map((event) => progress.describe(event)), [
    "ramp (2 s)",
    "measure (10 s)",
    undefined,
    "sessions break",
    "grace",
  ]);
});
