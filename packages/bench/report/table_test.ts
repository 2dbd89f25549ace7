import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { assertEquals } from "@std/assert";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { renderTable } from "./table.ts";
import type { Row } from "./table.ts";

const rows: Row[] = [
  { label: "verdict", cells: [{ text: "PASS", tone: "good" }, { text: "FAIL", tone: "bad" }] },
  { label: "p50", cells: [{ text: "104 ms" }, { text: "–" }], startsGroup: true },
];

test("renderTable aligns labels to the left and cells to the right", () => {
  assertEquals(
    renderTable(["deno", "node-tuned"], rows, plainDisplay),
    `┌─────────┬────────┬────────────┐
│         │   deno │ node-tuned │
│ verdict │   PASS │       FAIL │
├─────────┼────────┼────────────┤
│ p50     │ 104 ms │          – │
└─────────┴────────┴────────────┘`,
  );
});

test("renderTable colours cells without moving anything", () => {
  const colored = renderTable(["deno", "node-tuned"], rows, {
    ...plainDisplay,
    hasColor: true,
  });
  const green = "\u001b[32m";
  assertEquals(colored.includes(`${green}  PASS`), true);
  assertEquals(
    stripVTControlCharacters(colored),
    renderTable(["deno", "node-tuned"], rows, plainDisplay),
  );
});

test("renderTable cuts what is too wide into equal parts, and keeps their labels", () => {
  const headings = ["a", "b", "c", "d"];
  const row = { label: "x", cells: headings.map((text) => ({ text: text.repeat(4) })) };
  const headingsIn = (columns: number) =>
    renderTable(headings, [row], { hasColor: false, columns })
      .split("\n")
      .filter((line) => line.startsWith("│   │"))
      .map((line) => line.replace(/[│ ]/g, ""));
  const widthOfAll = 5 + 4 * 7;
  assertEquals(headingsIn(widthOfAll), ["abcd"]);
  assertEquals(headingsIn(widthOfAll - 1), ["ab", "cd"]);
  assertEquals(headingsIn(5 + 2 * 7 - 1), ["a", "b", "c", "d"]);
  assertEquals(headingsIn(0), ["a", "b", "c", "d"]);
});
