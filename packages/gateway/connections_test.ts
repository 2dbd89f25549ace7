import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { Connections } from "./connections.ts";

function setUp(max: number) {
  const clock = new ManualClock();
  const events: string[] = [];
  let turnedAway = 0;
  const connections = new Connections({
    max,
    clock,
    onTurnedAway: () => turnedAway++,
    onShortage: (problem) => events.push(problem),
    onRelief: (number) => events.push(`relief after ${number}`),
  });
  return { clock, events, connections, turnedAway: () => turnedAway };
}

test("Connections turns away whoever comes beyond the most, until somebody leaves", () => {
  const { connections, turnedAway } = setUp(2);
  const entered = [connections.enter(), connections.enter(), connections.enter()];
  assertEquals([entered, turnedAway()], [[true, true, false], 1]);
  connections.leave();
  assertEquals([connections.enter(), connections.enter(), turnedAway()], [true, false, 2]);
});

test("Connections tells of a shortage once, and of its end", () => {
  const { clock, events, connections } = setUp(0);
  connections.enter();
  clock.advance(999);
  connections.turnAway("EMFILE");
  clock.advance(999);
  assertEquals(events, ["expected at most 0 connections, got another"]);
  clock.advance(1);
  assertEquals(events.slice(1), ["relief after 2"]);
  connections.turnAway("EMFILE");
  assertEquals(events.slice(2), ["EMFILE"]);
  clock.advance(1000);
  assertEquals([events.slice(3), clock.pending], [["relief after 1"], 0]);
});
