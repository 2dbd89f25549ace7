import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { isBalanced } from "@stt-bench/core";
import fc from "fast-check";
import { createNumbers } from "../gateway_numbers.ts";
import type { GatewayNumbers } from "../gateway_numbers.ts";
import { NumbersLedger } from "./numbers_ledger.ts";

/** Numbers of a process that received `received` frames in `sessions` open sessions. */
function numbersOf(sessions: number, received: number, buffered: number): GatewayNumbers {
  const numbers = createNumbers();
  const { counters } = numbers;
  counters.sessionsOpened = sessions;
  Object.assign(counters.frames, { received, buffered, acknowledged: received - buffered });
  return { ...numbers, sessions, cpuUs: received, rssBytes: 1000 };
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
  const { sessions, counters, cpuUs, rssBytes } = ledger.total;
  assertEquals([sessions, counters.sessionsOpened, counters.sessionsClosed], [0, 3, 3]);
  assertEquals(counters.closes.connection_lost, 3);
  assertEquals([counters.frames.discarded, counters.frames.buffered], [6, 0]);
  assertEquals([cpuUs, rssBytes], [30, 0]);
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
function counted({ counters, cpuUs }: GatewayNumbers): number[] {
  const { received, discarded } = counters.frames;
  return [received, discarded, counters.sessionsClosed, counters.closes.connection_lost, cpuUs];
}
