import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { SoakReport } from "@stt-bench/results";
import type { SoakSample } from "@stt-bench/results";
import { plainDisplay } from "../fixtures/plain_display.ts";
import * as v from "valibot";
import { renderSoak } from "./render_soak.ts";
import { leakReasons, soakReport } from "./soak_report.ts";
import { SoakSeries } from "./soak_series.ts";

const MIB = 2 ** 20;

function samples(rssOf: (minute: number) => number | null): SoakSample[] {
  return Array.from({ length: 200 }, (_, minute) => ({
    at_secs: minute * 60,
    sessions_open: 100,
    errors: 0,
    newest_p50_ms: minute < 100 ? 90 : 120,
    newest_p95_ms: minute === 0 ? null : 130,
    rss_bytes: rssOf(minute),
  }));
}

const verdicts: [string, (minute: number) => number | null, string][] = [
  ["grows on and on", (minute) => (100 + minute) * MIB, "leak"],
  ["stays", (minute) => (100 + minute % 3) * MIB, "steady"],
  ["isn't known", () => null, "unknown"],
];

for (const [what, rssOf, verdict] of verdicts) {
  test(`soakReport says ${verdict} of memory that ${what}`, () => {
    const report = soakReport("bun", samples((minute) => rssOf(minute)));
    assertEquals(report.memory.verdict, verdict);
    assertEquals(leakReasons(report).length, verdict === "leak" ? 1 : 0);
    assertEquals(v.parse(SoakReport, report), report);
  });
}

test("soakReport takes no heap that fills for less than ten minutes for a leak", () => {
  const growing = samples((minute) => (100 + minute) * MIB);
  const verdictAfter = (secs: number) => {
    const faster = growing.map((sample, i) => ({ ...sample, at_secs: i * secs / 199 }));
    return soakReport("bun", faster).memory.verdict;
  };
  assertEquals([verdictAfter(500), verdictAfter(600)], ["unknown", "leak"]);
});

test("soakReport sets the first quarter's latency beside the last one's", () => {
  const { latency } = soakReport("bun", samples(() => null));
  assertEquals(latency.first_quarter, { p50_ms: 90, p95_ms: 130 });
  assertEquals(latency.last_quarter, { p50_ms: 120, p95_ms: 130 });
  assertEquals(soakReport("bun", []).latency.last_quarter, { p50_ms: null, p95_ms: null });
});

test("renderSoak shows growth with its interval", () => {
  const text = renderSoak(
    [soakReport("bun", samples((minute) => (100 + minute) * MIB))],
    plainDisplay,
  );
  assertEquals(/growth per hour +│ +60.0 MiB/.test(text), true, text);
  assertEquals(/LEAK/.test(text), true);
});

test("SoakSeries samples while the window is measured only", () => {
  const series = new SoakSeries();
  const event = {
    event: "progress",
    at_ms: 7000,
    epoch_ms: 1,
    sessions_open: 5,
    sessions_broken: 0,
    frames_sent: 1,
    partials: 1,
    errors: 0,
    newest_p50_ms: 90,
    newest_p95_ms: null,
  } as const;
  series.observe({ ...event, phase: "warmup" }, () => 1);
  series.observe({ event: "phase", phase: "measure", at_ms: 7000, epoch_ms: 1 }, () => 1);
  series.observe({ ...event, phase: "measure" }, () => 1000);
  series.observe({ ...event, phase: "measure" }, () => undefined);
  assertEquals(series.samples.map(({ at_secs, rss_bytes }) => [at_secs, rss_bytes]), [
    [7, 1000],
    [7, null],
  ]);
});
