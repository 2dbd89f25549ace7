import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { comparisonCosts } from "./comparison_costs.ts";
import { measuredCosts } from "./measured_costs.ts";
import { renderSection, replaceSection } from "./readme_section.ts";

const page = new URL("../../../charts/stt-bench/README.md", import.meta.url);

test("The section on capacity is what `deno task plan --write` writes", async () => {
  const text = await readFile(page, "utf8");
  assertEquals(text.includes(renderSection(measuredCosts)), true, "run: deno task plan --write");
});

test("replaceSection leaves the rest of the page alone", () => {
  const before = "# Chart\n\n## Capacity plan\n";
  const after = "\n\n## More\n";
  const whole = before.slice(0, -"## Capacity plan\n".length) + renderSection(measuredCosts) +
    after;
  assertEquals(replaceSection(whole.replace("### Three sizes", "### Old"), measuredCosts), whole);
});

test("replaceSection adds the section to a page without one", () => {
  assertEquals(
    replaceSection("# Chart\n", measuredCosts),
    `# Chart\n\n${renderSection(measuredCosts)}\n`,
  );
});

test("replaceSection refuses a page that has lost a marker", () => {
  assertThrows(() => replaceSection("## Capacity plan\n\ntext\n", measuredCosts), Error, "got one");
});

test("The costs of the plan are those of the comparison with 1000 sessions", async () => {
  const page = new URL("../../../docs/results/2026-11-21.md", import.meta.url);
  const text = await readFile(page, "utf8");
  assertEquals(comparisonCosts(text, measuredCosts), measuredCosts, "run: deno task plan --write");
});

test("comparisonCosts says that a page has no comparison", () => {
  assertThrows(() => comparisonCosts("# stt-bench\n", measuredCosts));
});
