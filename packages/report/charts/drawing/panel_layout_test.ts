import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { themes } from "../look.ts";
import { layOutPanels } from "./panel_layout.ts";

const style = { hue: "deno", pattern: "plain" } as const;

function panels(count: number, labels: readonly string[] = ["deno"]) {
  const lines = labels.map((label) => ({ label, style, points: [] }));
  return Array.from({ length: count }, () => ({ title: "", lines, limits: [] }));
}

function lookOf(width: number) {
  return { theme: themes.light, width };
}

test("layOutPanels puts two beside each other, and only the lower ones name their axis", () => {
  const { places } = layOutPanels({ panels: panels(4) }, lookOf(800));
  assertEquals(places.map(({ isLast }) => isLast), [false, false, true, true]);
  assertEquals(places[0]!.top, places[1]!.top);
  assert(places[0]!.left + places[0]!.width < places[1]!.left);
  assert(places[1]!.left + places[1]!.width <= 800);
});

test("layOutPanels puts them below each other on a phone", () => {
  const { places, height } = layOutPanels({ panels: panels(4) }, lookOf(358));
  assertEquals(new Set(places.map(({ left }) => left)).size, 1);
  for (const [i, { top }] of places.slice(1).entries()) {
    assert(top > places[i]!.top + places[i]!.height);
  }
  const last = places.at(-1)!;
  assert(last.top + last.height < height);
});

test("layOutPanels leaves room for a legend that breaks into lines", () => {
  const many = Array.from({ length: 12 }, (_, i) => `deno-tuned+client-${i}`);
  const [few, more] = [["deno"], many].map((labels) =>
    layOutPanels({ panels: panels(1, labels) }, lookOf(358)).places[0]!.top
  );
  assert(more! - few! > 100, `${few} → ${more}`);
});
