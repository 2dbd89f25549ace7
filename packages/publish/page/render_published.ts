import type { Published } from "../published/published.ts";
import { renderCapacity } from "./render_capacity.ts";
import { renderCost } from "./render_cost.ts";
import { renderScaling } from "./render_scaling.ts";

/** Markdown of the published results, part by part: a table, where it comes from, and how far it goes. */
export function renderPublished({ cost, capacity, scaling }: Published): string {
  return [
    "**What a session costs.** " + ("missing" in cost ? notMeasured(cost) : renderCost(cost)),
    "**How many sessions one gateway holds.** " +
    ("missing" in capacity ? notMeasured(capacity) : renderCapacity(capacity)),
    "**What several workers do.** " +
    ("missing" in scaling ? notMeasured(scaling) : renderScaling(scaling)),
  ].join("\n\n");
}

function notMeasured({ missing }: { readonly missing: string }): string {
  return `Not in these results: ${missing}.`;
}
