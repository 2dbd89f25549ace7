import { test } from "node:test";
import { assertEquals, assertLessOrEqual } from "@std/assert";
import { Backlog } from "./backlog.ts";

/** Something with `frames` that wait, which can send `room` of them before it blocks. */
function waiting(frames: number, room = Infinity) {
  return {
    sent: 0,
    sendWaiting() {
      this.sent++;
      return this.sent < Math.min(frames, room);
    },
  };
}

test("Backlog sends a small portion at a time, and says whether there is more", () => {
  const backlog = new Backlog();
  const items = [waiting(100), waiting(3), waiting(200)];
  for (const item of items) backlog.add(item);
  const sent = () => items.reduce((sum, item) => sum + item.sent, 0);
  let calls = 0;
  for (let before = 0, isMore = true; isMore; before = sent()) {
    isMore = backlog.advance();
    calls++;
    assertLessOrEqual(sent() - before, 64);
  }
  assertEquals(items.map((item) => item.sent), [100, 3, 200]);
  assertEquals(calls, 5); // 303 frames in portions of 64
});

test("Backlog passes on from one that is blocked again, until it is added once more", () => {
  const backlog = new Backlog();
  const [blocked, other] = [waiting(10, 2), waiting(5)];
  backlog.add(blocked);
  backlog.add(other);
  assertEquals(backlog.advance(), false);
  assertEquals([blocked.sent, other.sent], [2, 5]);
  backlog.add(blocked);
  backlog.advance();
  assertEquals(blocked.sent, 3);
});

test("Backlog takes the same one only once", () => {
  const backlog = new Backlog();
  const item = waiting(1);
  backlog.add(item);
  backlog.add(item);
  backlog.advance();
  assertEquals(item.sent, 1);
});

test("Backlog without anything has nothing to do", () => {
  assertEquals(new Backlog().advance(), false);
});
