import { foundScalings } from "@stt-bench/report";
import type { ResultSet } from "@stt-bench/report";
import type { Scaling } from "./published.ts";
import { sourceOf } from "./source.ts";

/** What `set` says of several workers: by what they hold, where that was searched, and what they cost. */
export function scalingPart(set: ResultSet): Scaling {
  return {
    source: sourceOf(set),
    gateways: foundScalings(set).map((found) => ({
      variant: found.variant,
      workers: found.workers,
      from: found.from,
      to: found.to,
      ratio: found.ratio,
      at_least: found.isAtLeast,
      problem: found.problem,
      cost: found.cost ?? null,
    })),
  };
}
