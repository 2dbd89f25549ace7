import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { isBalanced } from "@stt-bench/core";
import fc from "fast-check";
import { GatewayHistograms } from "../gateway_histograms.ts";
import { createNumbers } from "../gateway_numbers.ts";
import type { GatewayNumbers } from "../gateway_numbers.ts";
import { NumbersLedger } from "./numbers_ledger.ts";

/** Numbers of a process that received `received` frames in `sessions` open sessions. */
function numbersOf(sessions: number, received: number, buffered: number): GatewayNumbers {
  const numbers = createNumbers();
  const { counters } = numbers;
  counters.sessionsOpened = sessions;
  Object.assign(counters.frames, { received, buffered, acknowledged: received - buffered });
  return { ...numbers, sessions, userCpuUs: received, rssBytes: 1000, bufferBytes: buffered * 640 };
}

test("NumbersLedger starts at zero", () => {
  assertEquals(new NumbersLedger().total, createNumbers());
});

test("NumbersLedger sums workers, each with its latest numbers", () => {
  const ledger = new NumbersLedger();
  ledger.update(0, numbersOf(1, 10, 4));
  ledger.update(1, numbersOf(2, 20, 5));
  ledger.update(0, numbersOf(3, 30, 6));
  assertEquals(ledger.total, { ...numbersOf(5, 50, 11), rssBytes: 2000 });
  assertEquals([ledger.sessionsOf(0), ledger.sessionsOf(1), ledger.sessionsOf(2)], [3, 2, 0]);
});

test("NumbersLedger ends the sessions of a lost worker and discards the frames that it held", () => {
  const ledger = new NumbersLedger();
  ledger.update(0, numbersOf(3, 30, 6));
  ledger.lost(0);
  const { sessions, counters, closeCodes, userCpuUs, rssBytes, bufferBytes } = ledger.total;
  assertEquals([sessions, counters.sessionsOpened, counters.sessionsClosed], [0, 3, 3]);
  assertEquals([counters.closes.connection_lost, closeCodes["1006"]], [3, 3]);
  assertEquals([counters.frames.discarded, counters.frames.buffered], [6, 0]);
  assertEquals([userCpuUs, rssBytes, bufferBytes], [30, 0, 0]);
});

test("NumbersLedger sums histograms bucket by bucket, those of lost workers included", () => {
  const [first, second] = [new GatewayHistograms(), new GatewayHistograms()];
  for (const ms of [1, 2, 9999]) first.recordLoopDelay(ms);
  second.recordLoopDelay(2);
  const ledger = new NumbersLedger();
  ledger.update(0, { ...createNumbers(), histograms: first.numbers });
  ledger.update(1, { ...createNumbers(), histograms: second.numbers });
  ledger.lost(0);
  const { counts, sumMs } = ledger.total.histograms.loopDelay;
  assertEquals([counts[0], counts[1], counts.at(-1), sumMs], [1, 2, 1, 10_004]);
});

test("NumbersLedger forgets what a lost worker asked of the model", () => {
  const ledger = new NumbersLedger();
  const circuits = { closed: 0, open: 1, "half-open": 0 };
  ledger.update(0, { ...createNumbers(), inference: { inFlight: 2, waiting: 1, circuits } });
  assertEquals(ledger.total.inference, { inFlight: 2, waiting: 1, circuits });
  ledger.lost(0);
  assertEquals(ledger.total.inference, createNumbers().inference);
});

test("NumbersLedger counts a lost worker once, and its successor besides", () => {
  const ledger = new NumbersLedger();
  ledger.update(0, numbersOf(1, 10, 0));
  ledger.lost(0);
  ledger.lost(0);
  ledger.update(0, numbersOf(1, 5, 0));
  assertEquals(ledger.total.counters.frames.received, 15);
});

type Step =
  | { readonly kind: "work"; readonly worker: number; readonly frames: number }
  | { readonly kind: "die"; readonly worker: number };

const worker = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("work"), worker, frames: fc.nat(50) }) },
  fc.record({ kind: fc.constant("die"), worker }),
);

test("NumbersLedger stays balanced, and no counter goes back, whatever workers do", () => {
  fc.assert(fc.property(fc.array(step), (steps) => {
    const ledger = new NumbersLedger();
    const received = [0, 0, 0];
    let before = counted(ledger.total);
    for (const each of steps) {
      if (each.kind === "die") {
        received[each.worker] = 0;
        ledger.lost(each.worker);
      } else {
        const frames = received[each.worker]! += each.frames;
        ledger.update(each.worker, numbersOf(frames % 7, frames, frames % 5));
      }
      const { total } = ledger;
      assert(isBalanced(total.counters.frames), JSON.stringify(total.counters.frames));
      const now = counted(total);
      now.forEach((count, i) => assert(count >= before[i]!, `${count} ≥ ${before[i]} (${i})`));
      before = now;
    }
  }));
});

/** What only counts up; a worker of this test may forget sessions and buffered frames. */
function counted({ counters, userCpuUs }: GatewayNumbers): number[] {
  const { received, discarded } = counters.frames;
  return [received, discarded, counters.sessionsClosed, counters.closes.connection_lost, userCpuUs];
}
