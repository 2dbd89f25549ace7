import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import type { Analysis } from "./analysis.ts";
import { capacityTable } from "./capacity_table.ts";
import { comparisonsTable } from "./comparisons_table.ts";
import { headlineOf } from "./headline.ts";
import { interpret } from "./interpretation.ts";
import { listNames } from "./list_names.ts";
import { loadsOf } from "./loads_of.ts";
import { publishedTable } from "./published_table.ts";
import { scalingTable } from "./scaling_table.ts";
import { sloCapacityTable } from "./slo_capacity_table.ts";
import { soakTable } from "./soak_table.ts";
import { splitTable } from "./split_table.ts";
import { summaryTable } from "./summary_table.ts";

/** Says what the data of a report says: tables, a headline, and words. */
export function analyse(data: ReportData): Analysis {
  const { sets, published } = data;
  return {
    title: sets.map(titleOf).join("; "),
    headline: headlineOf(data),
    tables: [
      summaryTable(sets),
      comparisonsTable(sets),
      capacityTable(sets),
      sloCapacityTable(sets),
      scalingTable(sets),
      splitTable(sets),
      soakTable(sets),
      publishedTable(published),
    ],
    interpretation: interpret(data),
  };
}

function titleOf(set: ResultSet, index: number): string {
  const { targets, program } = set;
  const gateways = new Set(targets.map(({ label, variant }) => variant ?? label));
  const isOne = gateways.size === 1;
  const who = targets.length === 1
    ? targets[0]!.label
    : `${isOne ? [...gateways][0] : `${gateways.size} gateways`}${workersText(targets)}`;
  if (program === "bracket") {
    return `${index === 0 ? "How" : "how"} many sessions ${who} ${isOne ? "holds" : "hold"}`;
  }
  const [fewest, most] = [loadsOf(set)[0], loadsOf(set).at(-1)];
  if (fewest === undefined) return who;
  return `${who}, ${fewest === most ? fewest : `${fewest} to ${most}`} sessions`;
}

/** ` with 1 and 2 workers` where gateways were measured with several numbers of them. */
function workersText(targets: ResultSet["targets"]): string {
  const counts = [...new Set(targets.map(({ workers }) => workers ?? 1))].sort((a, b) => a - b);
  return counts.length < 2 ? "" : ` with ${listNames(counts.map(String))} workers`;
}
