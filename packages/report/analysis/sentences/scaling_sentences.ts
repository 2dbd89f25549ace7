import { formatRatio } from "@stt-bench/results";
import { foundScalings } from "../found_scaling.ts";
import type { FoundScaling } from "../found_scaling.ts";
import { listNames } from "../list_names.ts";
import type { ResultSet } from "../../model/result_set.ts";

/**
 * How gateways scale from one worker to several, and what that costs; why it isn't known, where it isn't.
 */
export function scalingSentences(set: ResultSet): readonly string[] {
  const unmeasured = foundScalings(set).filter(({ ratio }) => ratio === null);
  const alike = Map.groupBy(unmeasured, ({ workers, problem }) => `${workers} ${problem}`);
  return [
    ...measuredScalingSentences(set),
    ...costSentences(set),
    ...[...alike.values()].map(unmeasuredSentence),
  ];
}

/** The same of what was measured alone. */
export function measuredScalingSentences(set: ResultSet): readonly string[] {
  return foundScalings(set).flatMap(({ variant, workers, from, to, ratio, isAtLeast }) => {
    if (ratio === null) return [];
    const factor = `${isAtLeast ? "at least " : ""}${ratio.toFixed(2)} ×`;
    return [
      `With ${workers} workers ${variant} holds ${factor} the sessions of one ` +
      `(${from} → ${isAtLeast ? "≥ " : ""}${to}).`,
    ];
  });
}

function costSentences(set: ResultSet): string[] {
  const groups = Map.groupBy(foundScalings(set), ({ workers }) => workers);
  return [...groups].flatMap(([workers, scalings]) => {
    const ratios = scalings.flatMap(({ variant, cost }) =>
      cost === undefined ? [] : [`${variant} ${formatRatio(cost)}`]
    );
    if (ratios.length === 0) return [];
    return [`CPU per session with ${workers} workers ÷ that with one: ${listNames(ratios)}.`];
  });
}

/** Of gateways with the same number of workers and the same problem. */
function unmeasuredSentence(scalings: readonly FoundScaling[]): string {
  const { workers, problem } = scalings[0]!;
  const names = listNames(scalings.map(({ variant }) => variant));
  const verb = scalings.length === 1 ? "scales" : "scale";
  return `How ${names} ${verb} from 1 to ${workers} workers was not measured: ${problem}.`;
}
