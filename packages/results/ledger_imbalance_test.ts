import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { goodLedger } from "./testing/good_evidence.ts";
import { goodRun } from "./testing/good_run.ts";
import { ledgerImbalance } from "./mod.ts";
import type { GatewayLedger, Measurements } from "./mod.ts";

const broken = [{ cause: "connection_lost" as const, count: 1, example: "" }];
const { config } = goodRun();

const rows: [
  what: string,
  frames: number,
  ledger: Partial<GatewayLedger>,
  run: Partial<Measurements>,
][] = [
  ["agrees", 0, {}, {}],
  ["has frames in every place", 0, {
    acknowledged: 79_000,
    failed: 100,
    dropped: 200,
    discarded: 300,
    in_flight: 150,
    buffered: 250,
  }, {}],
  ["lost frames inside", 3, { discarded: 997 }, {}],
  ["counted frames twice", 3, { discarded: 1003 }, {}],
  ["never got 10 frames", 10, { received: 79_990, discarded: 990 }, {}],
  ["got 10 frames that were never sent", 10, { received: 80_010, discarded: 1010 }, {}],
  ["never got 10 frames of a session that broke", 0, { received: 79_990, discarded: 990 }, {
    broken_sessions: broken,
  }],
  ["never got 10 frames of a silent session", 0, { received: 79_990, discarded: 990 }, {
    silent_sessions: 1,
  }],
  ["never got 10 frames of an interrupted run", 0, { received: 79_990, discarded: 990 }, {
    ended: "interrupted",
  }],
  ["got the frames of other shards", 0, { received: 160_000, discarded: 81_000 }, {
    config: { ...config, shard_count: 2 },
  }],
  ["sent a partial that nobody was there to receive", 0, {}, { frames_acknowledged: 78_950 }],
  ["does not know of a partial", 50, { acknowledged: 78_950, discarded: 1050 }, {}],
  ["does not know of a partial of a session that broke", 50, {
    acknowledged: 78_950,
    discarded: 1050,
  }, { broken_sessions: broken }],
  ["is wrong in each way", 1 + 2 + 4, {
    received: 79_996,
    acknowledged: 78_998,
    discarded: 997,
  }, {}],
];

for (const [what, frames, ledger, run] of rows) {
  test(`ledgerImbalance of a gateway that ${what} is ${frames}`, () => {
    assertEquals(ledgerImbalance({ ...goodLedger(), ...ledger }, goodRun(run)), frames);
  });
}
