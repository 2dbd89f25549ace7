import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import { renderTable } from "./render_table.ts";

const columns = [
  textColumn("target", "gateway"),
  numberColumn("cpu_us", "CPU, µs"),
  { ...numberColumn("cpu_low", "low"), isDetail: true } as const,
];
const table = String(renderTable({
  columns,
  rows: [[textCell("<deno>"), numberCell(593.25, 1), numberCell(580)], [
    textCell("bun", "good"),
    numberCell(null),
    numberCell(1),
  ]],
}, "Cost"));

test("renderTable heads columns and rows, for those who hear it", () => {
  assertStringIncludes(table, "<caption>Cost</caption>");
  assertEquals(table.match(/<th scope="col"/g)?.length, 2);
  assertEquals(table.match(/<th scope="row"/g)?.length, 2);
  assertStringIncludes(table, "&lt;deno&gt;");
});

test("renderTable keeps the number behind a text, and leaves it out where there is none", () => {
  assertStringIncludes(table, `data-value="593.25">593.3</td>`);
  assertStringIncludes(table, `<td class="right">–</td>`);
});

test("renderTable leaves columns to the CSV that are for programs", () => {
  assertEquals(table.includes("cpu_low"), false);
});

test("renderTable can be reached and moved by keys, and says what it is", () => {
  assertStringIncludes(table, `tabindex="0" role="region" aria-label="Cost, table"`);
});
