import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { goodSample } from "../../testing/live_sample.ts";
import type { LiveState, LiveStep } from "../live_state.ts";
import { LiveStore } from "./live_store.js";

function stateOf(...titles: string[]): LiveState {
  const steps = titles.map((title, id): LiveStep => ({
    id,
    title,
    doing: "",
    problem: null,
    startedAtMs: 0,
    endedAtMs: null,
    outcome: null,
    reason: "",
    left: null,
    figures: null,
  }));
  return { program: "bench", outcome: null, steps };
}

const second = (atMs: number) => ({ ...goodSample, atMs });

test("LiveStore shows the newest run that has samples, until one is chosen", () => {
  const store = new LiveStore();
  assertEquals([store.shown, store.current], [undefined, undefined]);
  store.connected(stateOf("set-up", "bun", "node"));
  assertEquals([store.shown, store.current?.title], [undefined, "node"]);
  store.setSamples({ step: 1, samples: [second(1)] });
  assertEquals(store.shown?.title, "bun");
  store.addSample({ step: 2, sample: second(1) });
  assertEquals(store.shown?.title, "node");
  store.choose(1);
  store.addSample({ step: 2, sample: second(2) });
  assertEquals([store.shown?.title, store.isChosen], ["bun", true]);
  store.choose(undefined);
  assertEquals([store.shown?.title, store.isChosen], ["node", false]);
});

test("LiveStore begins anew with each connection", () => {
  const store = new LiveStore();
  store.connected(stateOf("set-up", "bun"));
  store.addSample({ step: 1, sample: second(1) });
  store.choose(1);
  store.change(stateOf("set-up", "bun", "node"));
  assertEquals([store.samplesOf(1).length, store.isChosen], [1, true]);
  store.connected(stateOf("set-up"));
  assertEquals([store.samplesOf(1), store.shown, store.isChosen], [[], undefined, false]);
});

test("LiveStore keeps no more samples than a chart can show, and always the newest", () => {
  const store = new LiveStore();
  store.connected(stateOf("bun"));
  for (let atMs = 0; atMs < 5000; atMs++) store.addSample({ step: 0, sample: second(atMs) });
  const samples = store.samplesOf(0);
  assertEquals([samples.length <= 1200, samples.at(-1)?.atMs], [true, 4999]);
});
