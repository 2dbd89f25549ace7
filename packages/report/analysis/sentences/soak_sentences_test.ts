import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { SoakAccounts, SoakReport } from "@stt-bench/results";
import { resultSet } from "../../testing/result_set.ts";
import { soakSentences } from "./soak_sentences.ts";

const MIB = 2 ** 20;

function course(verdict: SoakReport["memory"]["verdict"], low: number | null): SoakReport {
  return {
    schema_version: 1,
    target: "bun",
    memory: {
      verdict,
      bytes_per_hour: low === null ? null : (low + 1) * MIB,
      low_bytes_per_hour: low === null ? null : low * MIB,
      high_bytes_per_hour: low === null ? null : (low + 2) * MIB,
      grown_bytes: null,
      mean_bytes: null,
    },
    latency: {
      first_quarter: { p50_ms: 100, p95_ms: 130 },
      last_quarter: { p50_ms: 101, p95_ms: 139.7 },
    },
    samples: [],
  };
}

const accounts: SoakAccounts = {
  schema_version: 1,
  target: "bun",
  seed: 1,
  faults: { status: 3 },
  model_restarts: 1,
  sessions: { started: 677, broken: [], silent: 0, gateway: null },
  frames: {
    sent: 300_000,
    acknowledged: 299_000,
    in_errors: 900,
    dropped: 0,
    still_open: 100,
    missing: 0,
    gateway: null,
    imbalance: 0,
  },
  errors: [{ kind: "timeout", count: 3, explained: 10 }],
  scrapes: { read: 30, unbalanced: 0 },
};

const verdicts: [verdict: SoakReport["memory"]["verdict"], low: number | null, sentence: string][] =
  [
    [
      "leak",
      8,
      "The memory of bun grows to the end, and not by chance, 8.0 to 10.0 MiB an hour with 95 %.",
    ],
    [
      "steady",
      -1,
      "The memory of bun stays: no growth that lasts, -1.0 to 1.0 MiB an hour with 95 %.",
    ],
    [
      "unknown",
      null,
      "Whether the memory of bun grows can't be said: the time was too short, or its process wasn't " +
      "watched.",
    ],
  ];

for (const [verdict, low, sentence] of verdicts) {
  test(`soakSentences of memory that is judged ${verdict}`, () => {
    assertEquals(soakSentences(resultSet(["bun"], { courses: [course(verdict, low)] })), [
      sentence,
      "Its newest p95 went from 130 ms in the first quarter of the time to 140 ms in the last.",
    ]);
  });
}

test("soakSentences account for sessions, frames and errors", () => {
  assertEquals(soakSentences(resultSet(["bun"], { accounts: [accounts] })), [
    "Of bun's 677 sessions none broke; of 300000 frames 0 are missing, and generator and gateway " +
    "disagree on 0; 3 batches came back as errors, and the injected faults explain them all.",
  ]);
});

test("soakSentences name what is broken and what nothing explains", () => {
  const bad = {
    ...accounts,
    sessions: { ...accounts.sessions, broken: ["2 × connection_lost (reset)"] },
    frames: { ...accounts.frames, missing: 50, imbalance: 7 },
    errors: [{ kind: "parse_error", count: 4, explained: 1 }],
  };
  assertEquals(soakSentences(resultSet(["bun"], { accounts: [bad] })), [
    "Of bun's 677 sessions 2 × connection_lost (reset); of 300000 frames 50 are missing, and " +
    "generator and gateway disagree on 7; 4 batches came back as errors, and the faults don't " +
    "explain parse_error.",
  ]);
});
