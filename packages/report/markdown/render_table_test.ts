import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ReportTable } from "../analysis/report_table.ts";
import { renderTableCsv } from "./render_table_csv.ts";
import { renderTableFile } from "./render_table_file.ts";
import { renderTableMarkdown } from "./render_table_markdown.ts";

const table: ReportTable = {
  name: "summary",
  title: "Two gateways",
  columns: [
    { name: "target", label: "gateway", align: "left" },
    { name: "cpu_us", label: "CPU | µs", align: "right" },
    { name: "low", label: "low", align: "right", isDetail: true },
    { name: "rss_kb", label: "memory", align: "right" },
  ],
  rows: [
    [
      { value: 'a, "quoted"', text: "a | b" },
      { value: 593.25, text: "593 µs (579–609)" },
      { value: 0.1, text: "0.1" },
      { value: null, text: "–" },
    ],
    [
      { value: "two\nlines", text: "two\nlines" },
      { value: null, text: "–" },
      { value: null, text: "–" },
      { value: null, text: "–" },
    ],
  ],
  notes: ["A note."],
};

test("renderTableMarkdown leaves out details, and columns in which there is nothing", () => {
  assertEquals(renderTableMarkdown(table).split("\n"), [
    "| gateway   |        CPU \\| µs |",
    "| --------- | ---------------: |",
    "| a \\| b    | 593 µs (579–609) |",
    "| two lines |                – |",
  ]);
});

test("renderTableCsv has every column, bare numbers, and quotes where RFC 4180 wants them", () => {
  assertEquals(
    renderTableCsv(table),
    'target,cpu_us,low,rss_kb\n"a, ""quoted""",593.25,0.1,\n"two\nlines",,,\n',
  );
});

test("renderTableFile says so where nothing was measured", () => {
  assertEquals(
    renderTableFile({ ...table, rows: [] }),
    "# Two gateways\n\nNothing of this was measured.\n",
  );
  assertEquals(renderTableFile(table).split("\n").slice(0, 3), [
    "# Two gateways",
    "",
    "| gateway   |        CPU \\| µs |",
  ]);
});
