import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { deviations } from "./deviations.ts";
import { renderDeviations } from "./render_deviations.ts";

/** A Markdown table without the white space and dashes that only align it. */
function unaligned(markdown: string): string {
  return markdown.replaceAll(/ *\| */g, "|").replaceAll(/\|-+/g, "|-");
}

test("README lists every deviation of our gateways", async () => {
  const page = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  assertStringIncludes(unaligned(page), unaligned(renderDeviations(deviations)));
});

test("renderDeviations has one row for cases that are alike", () => {
  const deviation = { variant: "x", seen: "", behaviour: "sleeps", reason: "tired" };
  const table = renderDeviations([
    { ...deviation, case: "a" },
    { ...deviation, case: "b", reason: "lazy" },
    { ...deviation, case: "c" },
  ]);
  assertEquals(table.split("\n").slice(2), [
    "| `x` | sleeps | tired | `a`, `c` |",
    "| `x` | sleeps | lazy | `b` |",
  ]);
});
