import { flagName } from "../assumptions.ts";
import { formatCount, formatDigits, formatShare } from "../format_quantity.ts";
import { strains } from "../limits.ts";
import type { Strain } from "../limits.ts";
import type { MeasuredCosts } from "../measured_costs.ts";
import { simulateSpread } from "../simulate/connection_spread.ts";
import { CELL, planExample, SIZES } from "./example.ts";
import { markdownTable } from "./markdown_table.ts";

/** Which limits each example meets first, and what holds instead. */
export function breaking(costs: MeasuredCosts): string[] {
  const blocks = SIZES.flatMap((sessions) => {
    const near = strains(planExample(costs, sessions)).slice(0, 5);
    return [
      `**${formatCount(sessions)} sessions.**`,
      "",
      ...markdownTable(
        ["nearest limits", "value ÷ limit", "what to change"],
        near.map(({ limit, value, ratio }) => [
          `${limit.what} (${limit.source})`,
          `${formatDigits(value)} ÷ ${formatDigits(limit.limit)} = ${formatDigits(ratio)}`,
          ratio > 1 ? `**breaks**: ${limit.change}` : "holds",
        ]),
      ),
      "",
    ];
  });
  const cells = SIZES.at(-1)! / CELL;
  const { gateway, model } = planExample(costs, CELL);
  const changed = changedStrains(costs);
  return [
    "### What breaks first",
    "",
    ...blocks,
    `With \`${changed.flags}\` ${formatCount(CELL)} sessions hold: the nearest limit is then`,
    `"${changed.nearest.limit.what}" at ${formatDigits(changed.nearest.ratio)} of it, on ${
      formatCount(changed.nodes)
    } nodes.`,
    "",
    `So ${formatCount(SIZES.at(-1)!)} sessions are ${formatCount(cells)} cells of ${
      formatCount(CELL)
    }: clusters with gateways and models of`,
    `their own, ${
      formatCount(gateway.nodes + model.nodes)
    } nodes each, and a name server or a load balancer in front that knows cells and not`,
    "pods. A cell is also what a bad rollout can take down.",
    "",
    ...spread(gateway.pods, model.pods),
  ];
}

/** The plan of one cell with the changes that the tables above ask for. */
function changedStrains(costs: MeasuredCosts): { flags: string; nearest: Strain; nodes: number } {
  const changes = { nodeCpus: 2, connections: 64, modelConcurrent: 512 };
  const flags = Object.entries(changes).map(([name, value]) => `${flagName(name)} ${value}`);
  const changed = planExample(costs, CELL, { changes });
  const nodes = changed.gateway.nodes + changed.model.nodes;
  return { flags: flags.join(" "), nearest: strains(changed)[0]!, nodes };
}

function spread(gateways: number, pods: number): string[] {
  const rows = [1, 2, 8, 64].map((connections) => {
    const { idleShare, busiest } = simulateSpread({ gateways, connections, pods, seed: 1 });
    return [String(connections), `${formatDigits(busiest)} ×`, formatShare(idleShare)];
  });
  return [
    "A gateway opens `INFERENCE_CONNECTIONS` connections in turns at the addresses of the model's Service,",
    `beginning at one of them at random. Of ${formatCount(gateways)} gateways and ${
      formatCount(pods)
    } model pods (simulated):`,
    "",
    ...markdownTable(["connections of a gateway", "busiest pod ÷ mean", "pods without any"], rows),
    "",
  ];
}
