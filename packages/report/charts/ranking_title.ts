import { formatValue } from "@stt-bench/results";
import type { Metric } from "@stt-bench/results";
import { listNames } from "../analysis/list_names.ts";
import type { Ranked } from "./metric_ranking.ts";

/** What a ranking is about: `CPU`, and of what: `per session and second`. */
export interface RankingTopic {
  readonly what: string;
  readonly per: string;
}

/**
 * Who needs least, in one sentence: ties are said to be ties, and the ratio is that to the one who
 * needs most.
 *
 * @param ranked at least one, the least first
 */
export function rankingTitle(
  ranked: readonly Ranked[],
  { unit }: Metric,
  { what, per }: RankingTopic,
): string {
  const [first, ...others] = ranked;
  const value = `${formatValue(first!.spread.median, unit)} ${per}`;
  if (others.length === 0) return `${first!.target} needs ${value} of ${what}`;
  const tied = others.filter(({ decision }) => decision === "tie");
  const last = others.at(-1)!;
  if (tied.length === others.length) {
    return `No clear difference in ${what}: ${first!.target} needs ${value}`;
  }
  const ratio = last.ratio === null || last.decision === "tie"
    ? ""
    : `, ${last.ratio.toFixed(2)} × what ${last.target} needs`;
  const ties = tied.length === 0
    ? ""
    : `; no clear difference to ${listNames(tied.map(({ target }) => target))}`;
  return `${first!.target} needs the least ${what}: ${value}${ratio}${ties}`;
}
