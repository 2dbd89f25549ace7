import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ProgressEvent } from "@stt-bench/results";
import { LiveWatch } from "../live/live_watch.ts";
import { loadProfiles } from "./load_profile.ts";
import { LoadProgress } from "./load_progress.ts";

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
const pids = { gateway: undefined, generator: undefined, simulator: undefined };

function tell(watch: LiveWatch | undefined): unknown[] {
  const progress = new LoadProgress(loadProfiles.quick, watch);
  return events.flatMap((event) => progress.newsOf(event, pids)).map((news) =>
    typeof news === "object" && news.kind === "sample" ? news.sample.phaseElapsedSecs : news
  );
}

const problem = { kind: "problem", text: "sessions break" };

test("LoadProgress tells the phases and the problems where nobody watches", () => {
  assertEquals(tell(undefined), ["ramp (2 s)", "measure (10 s)", problem, "grace"]);
});

test("LoadProgress tells samples between them to those who watch", () => {
  const watch = new LiveWatch({ load: loadProfiles.quick, slo: undefined, cpuLimit: undefined });
  assertEquals(tell(watch), ["ramp (2 s)", "measure (10 s)", 4.01, problem, "grace"]);
});
