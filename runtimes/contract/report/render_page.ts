import { deviations } from "../deviations.ts";
import { suite } from "../suite.ts";
import { groupDeviations } from "./deviation_groups.ts";
import type { DeviationGroup } from "./deviation_groups.ts";
import { faultTable } from "./fault_table.ts";
import { markdownTable } from "./markdown_table.ts";
import { marks, rowMark } from "./row_mark.ts";
import type { VariantResults } from "./variant_results.ts";

const RUNTIME_NAMES: Readonly<Record<string, string>> = { deno: "Deno", node: "Node", bun: "Bun" };

/**
 * The page that says how each variant did, as Markdown. It has nothing of a machine or a moment, so
 * that it changes only when a gateway, a runtime or a case does.
 */
export function renderPage(results: readonly VariantResults[]): string {
  const groups = seenDeviations(results);
  return `${
    [
      introduction(results),
      legend(groups),
      faults(results, groups),
      exceptions(groups),
      proof(),
    ].filter((section) => section !== "").join("\n\n")
  }\n`;
}

/** The deviations that some variant has shown. */
export function seenDeviations(results: readonly VariantResults[]): DeviationGroup[] {
  return groupDeviations(deviations.filter((deviation) => {
    const cases = results.find(({ variant }) => variant === deviation.variant)?.cases ?? [];
    const seen = cases.find(({ name }) => name === deviation.case);
    return seen?.outcome === "exception";
  }));
}

function introduction(results: readonly VariantResults[]): string {
  const versions = new Map(results.map(({ runtime, version }) => [runtime, version]));
  const runtimes = [...versions].map(([name, version]) => `${RUNTIME_NAMES[name]} ${version}`);
  return [
    "# When things go wrong",
    "<!-- Written by `deno task contract --write` from what that has seen: do not edit. -->",
    `What each of our gateways does at every fault that we could think of, on ${
      runtimes.join(", ")
    }. Each of ${suite.length} cases starts real processes and looks at them from outside; a gateway ` +
    "that a case leaves alive must have accounted for every frame and every session.",
    "`deno task contract` holds every gateway against every case. `deno task test` does so for the native " +
    "ones; the tuned, and the reactors, are one source but for an adapter, and take turns there at what " +
    "is not the protocol's.",
  ].join("\n\n");
}

function legend(groups: readonly DeviationGroup[]): string {
  const lines = [
    `- ${marks.pass} does what is expected, in every case of the row`,
    `- ${marks.exception} does something else in a case of it, exactly what the ` +
    "[exception](#exceptions) of that number says; the suite fails when that changes",
    `- ${marks.tests} is proven by tests that are not run by gateway; see [proof](#proof)`,
  ];
  return lines.filter((_, index) => index !== 1 || groups.length > 0).join("\n");
}

function faults(results: readonly VariantResults[], groups: readonly DeviationGroup[]): string {
  const head = ["#", "what goes wrong", "what must happen", ...results.map((each) => each.variant)];
  const rows = faultTable.map((row) => [
    String(row.row),
    row.fault,
    row.expected,
    ...results.map((each) => rowMark(row, each, groups)),
  ]);
  return `## Faults\n\n${markdownTable(head, rows)}`;
}

function exceptions(groups: readonly DeviationGroup[]): string {
  const rows = groups.map(({ number, variant, behaviour, reason, issue, cases }) => [
    String(number),
    `\`${variant}\``,
    behaviour,
    issue === undefined ? reason : `${reason} ([issue](${issue}))`,
    cases.map((name) => `\`${name}\``).join(", "),
  ]);
  if (rows.length === 0) return "";
  const head = ["#", "gateway", "what it does instead", "why", "in the cases"];
  return `## Exceptions\n\n${markdownTable(head, rows)}`;
}

/** Which case proves what; those of no row prove what is beyond faults. */
function proof(): string {
  const rows = suite.map(({ name, claim }) => [
    `\`${name}\``,
    claim,
    faultTable.filter((row) => row.proof.includes(name)).map(({ row }) => row).join(", "),
  ]);
  const tests = faultTable.flatMap(({ row, tests = [] }) =>
    tests.map((file) => `- ${row}: [${file}](../../${file})`)
  );
  return [
    "## Proof",
    markdownTable(["case", "what it asserts of every gateway", "rows"], rows),
    ...(tests.length === 0 ? [] : [`Tests of single parts, by row:\n\n${tests.join("\n")}`]),
  ].join("\n\n");
}
