import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { describeLeft, describeSecs } from "./describe_left.ts";

test("describeLeft tells a guess from what is known", () => {
  assertEquals(
    describeLeft({ runs: 5, isGuess: true, ms: 180_000 }),
    "about 5 runs left, about 3 min",
  );
  assertEquals(describeLeft({ runs: 1, isGuess: false, ms: 19_200 }), "1 run left, about 20 s");
});

const times: [number, string][] = [
  [0, "0 s"],
  [0.2, "1 s"],
  [99.9, "100 s"],
  [100, "2 min"],
  [5999, "100 min"],
  [6000, "1.7 h"],
];

for (const [secs, text] of times) {
  test(`describeSecs calls ${secs} seconds ${text}`, () => assertEquals(describeSecs(secs), text));
}
