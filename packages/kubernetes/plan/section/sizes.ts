import { formatCount, formatMemory } from "../format_quantity.ts";
import type { MeasuredCosts } from "../measured_costs.ts";
import { planRows } from "../plan_rows.ts";
import { CELL, planExample, SIZES, VARIANT } from "./example.ts";
import { markdownTable } from "./markdown_table.ts";

/** The three examples side by side, and one of them on each gateway. */
export function sizes(costs: MeasuredCosts): string[] {
  const columns = SIZES.map((sessions) => planRows(planExample(costs, sessions)));
  return [
    "### Three sizes",
    "",
    `On \`${VARIANT}\`, without TLS:`,
    "",
    ...markdownTable(
      ["", ...SIZES.map((sessions) => `${formatCount(sessions)} sessions`)],
      columns[0]!.map(({ what }, i) => [what, ...columns.map((rows) => rows[i]!.value)]),
    ),
    "",
    ...variants(costs),
  ];
}

function variants(costs: MeasuredCosts): string[] {
  const rows = Object.keys(costs.variants).map((variant) => {
    const { gateway, rollout } = planExample(costs, CELL, { variant });
    return [
      `\`${variant}\``,
      formatCount(gateway.pods),
      formatCount(gateway.maxSessions),
      formatMemory(gateway.memoryBytes),
      formatCount(gateway.nodes),
      `${rollout.waves} waves`,
    ];
  });
  const head = ["", "pods", "sessions of one", "memory limit of one", "nodes", "rollout"];
  return [
    `What ${formatCount(CELL)} sessions take on each gateway:`,
    "",
    ...markdownTable(head, rows),
    "",
    `A pod for more than ${
      formatCount(costs.sessions)
    } sessions is an extrapolation: nobody has measured one.`,
    "",
  ];
}
