import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { assertEquals } from "@std/assert";
import { renderTable } from "./table.ts";
import type { Row } from "./table.ts";

const rows: Row[] = [
  { label: "verdict", cells: [{ text: "PASS", tone: "good" }, { text: "FAIL", tone: "bad" }] },
  { label: "p50", cells: [{ text: "104 ms" }, { text: "–" }], startsGroup: true },
];

test("renderTable aligns labels to the left and cells to the right", () => {
  assertEquals(
    renderTable(["deno", "node-tuned"], rows, false),
    `┌─────────┬────────┬────────────┐
│         │   deno │ node-tuned │
│ verdict │   PASS │       FAIL │
├─────────┼────────┼────────────┤
│ p50     │ 104 ms │          – │
└─────────┴────────┴────────────┘`,
  );
});

test("renderTable colours cells without moving anything", () => {
  const colored = renderTable(["deno", "node-tuned"], rows, true);
  const green = "\u001b[32m";
  assertEquals(colored.includes(`${green}  PASS`), true);
  assertEquals(stripVTControlCharacters(colored), renderTable(["deno", "node-tuned"], rows, false));
});
