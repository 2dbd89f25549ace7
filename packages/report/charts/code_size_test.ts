import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportBracket, resultSet } from "../testing/result_set.ts";
import { codeSizeChart } from "./code_size.ts";

const set = resultSet(["deno", "deno-tuned"], {
  brackets: [
    reportBracket("deno", "500p 500p 600f 600f"),
    reportBracket("deno-tuned", "900p 900p 1000f 1000f"),
  ],
});
const codeSize = [
  { variant: "deno", own: 300, shared: { core: 4000, gateway: 700 } },
  { variant: "deno-tuned", own: 500, shared: { core: 4000, gateway: 700, tuned: 1000 } },
];

test("codeSizeChart sets all lines that a gateway runs against what it holds", () => {
  const chart = codeSizeChart(set, { codeSize })!;
  assertEquals(
    chart.title,
    "deno-tuned, with 6200 lines, holds 900 sessions on 1 CPU; deno has the least code, 5000 " +
      "lines, and holds 500",
  );
  assertEquals(chart.table.rows.map((row) => row.map(({ value }) => value)), [
    ["deno", 300, 4700, 5000, 500],
    ["deno-tuned", 500, 5700, 6200, 900],
  ]);
});

test("codeSizeChart isn't there unless code and capacity of two gateways are known", () => {
  assertEquals(codeSizeChart(set, {}), undefined);
  assertEquals(codeSizeChart(set, { codeSize: codeSize.slice(1) }), undefined);
  assertEquals(codeSizeChart({ ...set, brackets: set.brackets.slice(1) }, { codeSize }), undefined);
});
