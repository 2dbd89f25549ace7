import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { DeadlineQueue } from "./deadline_queue.ts";

const TIMEOUT_MS = 100;

function setUp() {
  const clock = new ManualClock();
  const queue = new DeadlineQueue(clock);
  const struck: [name: string, atMs: number][] = [];
  /** Sets a deadline; `then` is done when it strikes. */
  const add = (name: string, then: () => void = () => {}) => {
    const deadlineMs = clock.now() + TIMEOUT_MS;
    const onDeadline = () => {
      struck.push([name, clock.now()]);
      then();
    };
    const deadline = { deadlineMs, onDeadline };
    queue.add(deadline);
    return deadline;
  };
  return { clock, queue, struck, add };
}

test("DeadlineQueue strikes each deadline at its time, with one timer", () => {
  const { clock, struck, add } = setUp();
  for (const name of ["a", "b", "c"]) {
    add(name);
    clock.advance(10);
  }
  assertEquals(clock.pending, 1);
  clock.advance(TIMEOUT_MS);
  assertEquals(struck, [["a", 100], ["b", 110], ["c", 120]]);
  assertEquals(clock.pending, 0);
});

test("DeadlineQueue does not strike what was lifted, by another deadline of the moment included", () => {
  const { clock, queue, struck, add } = setUp();
  queue.delete(add("lifted"));
  add("first", () => queue.delete(second));
  const second = add("second");
  clock.advance(1000);
  assertEquals(struck, [["first", 100]]);
});

test("DeadlineQueue has one timer, also when a deadline that strikes sets the next one", () => {
  const { clock, struck, add } = setUp();
  add("first", () => add("next"));
  clock.advance(50);
  add("second");
  clock.advance(50);
  assertEquals(clock.pending, 1);
  clock.advance(1000);
  assertEquals(struck, [["first", 100], ["second", 150], ["next", 200]]);
  assertEquals(clock.pending, 0);
});
