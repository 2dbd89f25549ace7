import type { Answer, Published } from "../published/published.ts";
import { renderCapacity } from "./render_capacity.ts";
import { renderCost } from "./render_cost.ts";
import { renderScaling } from "./render_scaling.ts";

const SOCKETS = { native: "The runtimes' own sockets", tuned: "Tuned", reactor: "Reactors" };

/**
 * Markdown of the published results: the answers in words, then part by part a table, where it comes
 * from, and how far it goes.
 */
export function renderPublished({ answers, cost, capacity, scaling }: Published): string {
  return [
    answers.map(renderAnswer).join("\n"),
    "**What a session costs.** " + ("missing" in cost ? notMeasured(cost) : renderCost(cost)),
    "**How many sessions one gateway holds.** " +
    ("missing" in capacity ? notMeasured(capacity) : renderCapacity(capacity)),
    "**What several workers do.** " +
    ("missing" in scaling ? notMeasured(scaling) : renderScaling(scaling)),
  ].join("\n\n");
}

function renderAnswer({ sockets, sentences }: Answer): string {
  return `- **${SOCKETS[sockets]}.** ${sentences.join(" ")}`;
}

function notMeasured({ missing }: { readonly missing: string }): string {
  return `Not in these results: ${missing}.`;
}
