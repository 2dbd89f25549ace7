import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { runSummary } from "../fixtures/run_summary.ts";
import type { VariantResult } from "../run/outcome.ts";
import { renderVerdictTable } from "./verdict_table.ts";

const gateway = {
  runtime: "bun",
  version: "1.4.5",
  variant: "bun",
  inference_client: "http2",
  inference_protocol: "HTTP/2",
  workers: 1,
  throttled_ms: null,
  cpu_us_per_session_second: 547.4,
  user_us: 302.4,
  sys_us: 245,
  max_rss_bytes: 60_000_000,
  rss_bytes_per_session: 51_200,
};

const result = { version: "1", reasons: [], log: [] };
const results: VariantResult[] = [
  { ...result, variant: "bun", runtime: "bun", outcome: "pass", summary: runSummary({ gateway }) },
  { ...result, variant: "deno", runtime: "deno", outcome: "fail" },
];

test("renderVerdictTable sets variants side by side, and a dash where nothing was measured", () => {
  assertEquals(
    renderVerdictTable(results, false),
    `┌───────────────────────────────┬───────────────┬──────┐
│                               │           bun │ deno │
├───────────────────────────────┼───────────────┼──────┤
│ verdict                       │          PASS │ FAIL │
│ sessions                      │           100 │    – │
│ inference client              │ http2, HTTP/2 │    – │
├───────────────────────────────┼───────────────┼──────┤
│ newest frame → partial, p50   │        104 ms │    – │
│   p95                         │        134 ms │    – │
│   from schedule, p50          │        105 ms │    – │
│   from schedule, p95          │        135 ms │    – │
│ oldest frame → partial, p50   │       1084 ms │    – │
│   p95                         │       1114 ms │    – │
├───────────────────────────────┼───────────────┼──────┤
│ errors / partials             │      0 / 1000 │    – │
├───────────────────────────────┼───────────────┼──────┤
│ CPU per session-second        │        547 µs │    – │
│   user                        │        302 µs │    – │
│   system                      │        245 µs │    – │
│ memory per session (RSS)      │         51 kB │    – │
├───────────────────────────────┼───────────────┼──────┤
│ generator: send lateness, p99 │        0.8 ms │    – │
└───────────────────────────────┴───────────────┴──────┘`,
  );
});
