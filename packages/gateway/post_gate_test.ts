import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { ManualClock } from "@stt-bench/core/testing";
import { PostGate } from "./post_gate.ts";
import type { Postable } from "./post_gate.ts";

/** A gate, and what has begun behind it, by the numbers of the posts. */
function setUp({ maxInFlight = Infinity, random = 0 } = {}) {
  const clock = new ManualClock();
  const gate = new PostGate({ clock, maxInFlight, maxPauseMs: 60_000, random: () => random });
  const begun: number[] = [];
  const posts: Postable[] = [];
  const enter = (count = 1) => {
    for (let i = 0; i < count; i++) {
      const number = posts.length;
      posts.push({ begin: () => begun.push(number) });
      gate.enter(posts[number]!);
    }
  };
  return { clock, gate, begun, posts, enter };
}

test("PostGate lets everything through when nothing is in the way", () => {
  const { clock, begun, enter } = setUp();
  enter(1000);
  assertEquals([begun.length, clock.pending], [1000, 0]);
});

test("PostGate lets posts wait for those in flight, first come, first served", () => {
  const { gate, begun, enter } = setUp({ maxInFlight: 2 });
  enter(4);
  assertEquals(begun, [0, 1]);
  assertStringIncludes(gate.obstacle, "2 requests");
  gate.leave();
  enter();
  assertEquals(begun, [0, 1, 2]);
  gate.leave();
  gate.leave();
  gate.leave();
  assertEquals(begun, [0, 1, 2, 3, 4]);
});

test("PostGate forgets a post that is given up while it waits, and only then", () => {
  const { gate, begun, posts, enter } = setUp({ maxInFlight: 1 });
  enter(3);
  assertEquals([gate.giveUp(posts[0]!), gate.giveUp(posts[1]!)], [false, true]);
  gate.leave();
  assertEquals(begun, [0, 2]);
});

test("PostGate lets nothing begin while it pauses, and what was in flight end", () => {
  const { clock, gate, begun, enter } = setUp();
  enter(2);
  gate.pause(1000);
  enter(2);
  gate.leave();
  clock.advance(999);
  assertEquals(begun, [0, 1]);
  assertStringIncludes(gate.obstacle, "pause");
  clock.advance(1);
  assertEquals([begun, clock.pending], [[0, 1, 2, 3], 0]);
});

test("PostGate keeps the longest pause that was asked for, but none beyond its limit", () => {
  const { clock, gate, begun, enter } = setUp();
  gate.pause(1000);
  gate.pause(3000);
  gate.pause(10);
  enter();
  clock.advance(2999);
  assertEquals(begun, []);
  clock.advance(1);
  assertEquals(begun, [0]);
  gate.pause(86_400_000);
  enter();
  clock.advance(59_999);
  assertEquals(begun, [0]);
  clock.advance(1);
  assertEquals([begun, clock.pending], [[0, 1], 0]);
});

test("PostGate makes a pause longer at random, by up to a tenth", () => {
  const { clock, gate, begun, enter } = setUp({ random: 0.5 });
  gate.pause(1000);
  enter();
  clock.advance(1049);
  assertEquals(begun, []);
  clock.advance(1);
  assertEquals(begun, [0]);
});

test("PostGate releases few posts after a pause, and twice as many each time that those have ended", () => {
  const { clock, gate, begun, enter } = setUp();
  gate.pause(1000);
  enter(100);
  clock.advance(1000);
  const released = [begun.length];
  for (let ended = 0; begun.length < 100;) {
    const inFlight = begun.length - ended;
    ended += inFlight;
    for (let i = 0; i < inFlight; i++) gate.leave();
    released.push(begun.length);
  }
  assertEquals(released, [8, 24, 56, 100]);
  assertEquals(begun, Array.from({ length: 100 }, (_, i) => i));
  enter(1000);
  assertEquals(begun.length, 1100);
});

test("PostGate starts anew with few posts when the service asks for a second pause", () => {
  const { clock, gate, begun, enter } = setUp();
  gate.pause(1000);
  enter(100);
  clock.advance(1000);
  gate.pause(1000);
  gate.leave();
  assertEquals(begun.length, 8);
  clock.advance(1000);
  assertEquals(begun.length, 16);
});

test("PostGate is bounded, fair and loses nothing, whatever happens in which order", () => {
  const action = fc.oneof(
    { weight: 5, arbitrary: fc.constant({ do: "enter", ms: 0 }) },
    { weight: 4, arbitrary: fc.constant({ do: "leave", ms: 0 }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("advance"), ms: fc.nat(200) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("pause"), ms: fc.nat(300) }) },
  );
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 20 }),
    fc.array(action, { maxLength: 200 }),
    (maxInFlight, actions) => {
      const { clock, gate, begun, posts, enter } = setUp({ maxInFlight });
      let ended = 0;
      for (const { do: what, ms } of actions) {
        if (what === "enter") enter();
        else if (what === "advance") clock.advance(ms);
        else if (what === "pause") gate.pause(ms);
        else if (ended < begun.length) {
          ended++;
          gate.leave();
        }
        assert(begun.length - ended <= maxInFlight);
      }
      clock.advance(1000);
      while (ended < begun.length) {
        ended++;
        gate.leave();
      }
      assertEquals(begun, posts.map((_, number) => number));
      assertEquals(clock.pending, 0);
    },
  ));
});
