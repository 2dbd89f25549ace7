import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { describeSecs } from "../../../run/describe_left.ts";
import { figure, isOver, standing, time } from "./words.js";

test("figure has a dash for what nobody knows", () => {
  assertEquals([figure(12.5, "ms"), figure(3), figure(null, "ms"), figure(undefined)], [
    "13 ms",
    "3",
    "–",
    "–",
  ]);
});

test("time is said as in the terminal", () => {
  for (const secs of [0, 0.2, 1, 99.9, 100, 170, 5999, 6000, 90_000]) {
    assertEquals(time(secs), describeSecs(secs));
  }
  assertEquals(time(-1), "0 s");
});

test("isOver needs a value and a limit", () => {
  assertEquals([isOver(2, 1), isOver(1, 1), isOver(null, 1), isOver(1, null)], [
    true,
    false,
    false,
    false,
  ]);
});

test("standing says how a value stands to its limit", () => {
  assertEquals(standing("p95", 351.2, 350, "ms"), {
    text: "p95 351 ms, over 350 ms",
    isOver: true,
  });
  assertEquals(standing("p95", 3, 350, "ms"), { text: "p95 3 ms, within 350 ms", isOver: false });
  assertEquals(standing("p95", 3, null, "ms"), { text: "p95 3 ms", isOver: false });
  assertEquals(standing("p95", null, 350, "ms"), { text: "p95 –", isOver: false });
});
