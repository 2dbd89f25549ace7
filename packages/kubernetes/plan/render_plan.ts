import type { CapacityPlan, PlanRequest } from "./capacity_plan.ts";
import { formatCount, formatDigits } from "./format_quantity.ts";
import { strains } from "./limits.ts";
import { planRows } from "./plan_rows.ts";

/** A plan as text: its quantities, and every limit with how near it is. */
export function renderPlan(plan: CapacityPlan, { sessions, variant, costs }: PlanRequest): string {
  const rows = planRows(plan);
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = strains(plan).map(({ limit, value, ratio }) => {
    const how = ratio > 1 ? `breaks: ${limit.change}` : "holds";
    return `  ${formatDigits(ratio).padStart(6)} ×  ${limit.what}: ${formatDigits(value)} of ${
      formatDigits(limit.limit)
    } (${limit.source}); ${how}`;
  });
  return [
    `${
      formatCount(sessions)
    } sessions on ${variant}, by the costs of ${costs.date} (${costs.source})`,
    ...rows.map(({ what, value }) => `  ${what.padEnd(width)}  ${value}`),
    ...extrapolation(plan, costs.sessions),
    "What breaks first:",
    ...lines,
  ].join("\n");
}

function extrapolation({ gateway }: CapacityPlan, measured: number): string[] {
  if (!gateway.isExtrapolated) return [];
  return [
    `A pod is planned for ${
      formatCount(gateway.maxSessions)
    } sessions, and costs were measured with ${
      formatCount(measured)
    }: measure a pod of yours (deno task bracket) before you believe it.`,
  ];
}
