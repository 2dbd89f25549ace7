import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "../testing/manual_clock.ts";
import { Announcer } from "./announcer.js";

/** An element that remembers every text that it had. */
class Region {
  readonly texts: string[] = [];

  set textContent(text: string) {
    this.texts.push(text);
  }
}

test("Announcer says news at once, and words together", () => {
  const region = new Region();
  const clock = new ManualClock();
  const announcer = new Announcer(region, clock);
  announcer.say("Streaming");
  for (const word of ["quick", "brown", "fox"]) {
    announcer.sayWord(word);
    clock.advance(1000);
  }
  assertEquals(region.texts, ["Streaming"]);
  clock.advance(2000);
  announcer.sayWord("dog");
  clock.advance(5000);
  assertEquals(region.texts, ["Streaming", "quick brown fox", "dog"]);
  assertEquals(clock.pending, 0);
});
