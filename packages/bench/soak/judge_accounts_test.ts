import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { SoakAccounts } from "@stt-bench/results";
import { runSummary } from "@stt-bench/results/testing";
import * as v from "valibot";
import { FaultStorm } from "./fault_storm.ts";
import { judgeAccounts } from "./judge_accounts.ts";
import { soakAccounts } from "./soak_accounts.ts";

const gateway = {
  received: 1000,
  acknowledged: 900,
  failed: 60,
  dropped: 10,
  discarded: 30,
  in_flight: 0,
  buffered: 0,
};

/** Accounts of a soak in which all is well. */
const good: SoakAccounts = {
  schema_version: 1,
  target: "bun",
  seed: 1,
  faults: { body: 4, reset: 1 },
  model_restarts: 1,
  sessions: { started: 50, broken: [], silent: 0, gateway: { opened: 50, closed: 50, open: 0 } },
  frames: {
    sent: 1000,
    acknowledged: 900,
    in_errors: 60,
    dropped: 10,
    still_open: 30,
    missing: 0,
    gateway,
    imbalance: 0,
  },
  errors: [{ kind: "parse_error", count: 5, explained: 5 }],
  scrapes: { read: 30, unbalanced: 0 },
};

test("judgeAccounts finds nothing where all is accounted for, or the gateway keeps no accounts", () => {
  assertEquals(judgeAccounts(good), []);
  const { sessions, frames } = good;
  const foreign = {
    ...good,
    sessions: { ...sessions, gateway: null },
    frames: { ...frames, gateway: null },
  };
  assertEquals(judgeAccounts(foreign), []);
});

test("judgeAccounts takes frames that a full buffer dropped for a policy", () => {
  const errors = [...good.errors, { kind: "overflow", count: 3, explained: 0 }];
  assertEquals(judgeAccounts({ ...good, errors }), []);
});

const { sessions, frames } = good;
const flaws: [what: string, accounts: Partial<SoakAccounts>, problem: string][] = [
  [
    "a session that broke",
    { sessions: { ...sessions, broken: ["1 × connection_lost (gone)"] } },
    "sessions broke: 1 × connection_lost (gone)",
  ],
  [
    "a silent session",
    { sessions: { ...sessions, silent: 2 } },
    "2 sessions streamed and never got a partial",
  ],
  [
    "accounts that did not balance under load",
    { scrapes: { read: 30, unbalanced: 2 } },
    "the gateway's accounts did not balance 2 times",
  ],
  [
    "a session that stays open",
    { sessions: { ...sessions, gateway: { opened: 50, closed: 49, open: 1 } } },
    "sessions: expected 50 opened and closed, got 50 opened, 49 closed and 1 open",
  ],
  [
    "a session that the gateway does not know",
    { sessions: { ...sessions, gateway: { opened: 49, closed: 49, open: 0 } } },
    "sessions: expected 50 opened and closed, got 49 opened, 49 closed and 0 open",
  ],
  ["a missing frame", { frames: { ...frames, missing: 1 } }, "1 frames were never answered"],
  [
    "frames in dispute",
    { frames: { ...frames, imbalance: 3 } },
    "generator and gateway disagree on 3 frames",
  ],
  [
    "frames that are left in the gateway",
    { frames: { ...frames, gateway: { ...gateway, buffered: 2, in_flight: 1 } } },
    "3 frames wait in the gateway, and no session is left",
  ],
  [
    "an error that the gateway has not counted",
    { frames: { ...frames, in_errors: 61 } },
    "errors covered 61 failed and 10 dropped frames, and the gateway knows of 60 and 10",
  ],
  [
    "more errors than faults",
    { errors: [{ kind: "parse_error", count: 6, explained: 5 }] },
    "6 errors of kind parse_error, and the faults explain at most 5",
  ],
  [
    "faults without any error",
    { errors: [] },
    "faults were injected, and no batch failed",
  ],
];

for (const [what, changes, problem] of flaws) {
  test(`judgeAccounts finds ${what}`, () => {
    assertEquals(judgeAccounts({ ...good, ...changes }), [problem]);
  });
}

test("soakAccounts puts together what all parties say", () => {
  const storm = new FaultStorm(7, () => Promise.resolve());
  storm.restarted();
  const summary = runSummary({
    inference_error_counts: [{ stage: "inference_request", kind: "timeout", count: 3 }],
  });
  const scrapes = { read: 9, unbalanced: 0 };
  const evidence = { target: "bun", summary, seed: 7 };
  const last = { ledger: gateway, sessions: { opened: 1, closed: 1, open: 0 } };
  const accounts = soakAccounts({ ...evidence, storm, watched: { last, scrapes } });
  assertEquals(v.parse(SoakAccounts, accounts), accounts);
  assertEquals([accounts.seed, accounts.model_restarts], [7, 1]);
  assertEquals(accounts.errors, [
    { kind: "timeout", count: 3, explained: 6 * summary.sessions },
  ]);
  const calm = soakAccounts({
    ...evidence,
    storm: undefined,
    watched: { last: undefined, scrapes },
  });
  assertEquals([calm.seed, calm.frames.gateway, calm.errors[0]!.explained], [null, null, 0]);
});
