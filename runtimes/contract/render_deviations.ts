import type { Deviation } from "./deviations.ts";

/** The deviations as a Markdown table, one row for those that are alike. */
export function renderDeviations(deviations: readonly Deviation[]): string {
  const rows = Map.groupBy(
    deviations,
    ({ variant, behaviour, reason }) => `| \`${variant}\` | ${behaviour} | ${reason} |`,
  );
  const lines = [...rows].map(([row, alike]) =>
    `${row} ${alike.map((each) => `\`${each.case}\``).join(", ")} |`
  );
  return ["| gateway | what it does | why | cases |", "|---|---|---|---|", ...lines].join("\n");
}
