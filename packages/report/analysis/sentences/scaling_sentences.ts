import type { ResultSet } from "../../model/result_set.ts";
import { foundScalings } from "../found_scaling.ts";

/** How gateways scale from one worker to several; why that isn't known, where it isn't. */
export function scalingSentences(set: ResultSet): readonly string[] {
  return foundScalings(set).map(({ variant, workers, from, to, ratio, isAtLeast, problem }) => {
    if (ratio === null) {
      return `How ${variant} scales from 1 to ${workers} workers was not measured: ${problem}.`;
    }
    const least = isAtLeast ? "at least " : "";
    return `With ${workers} workers ${variant} holds ${least}${
      ratio.toFixed(2)
    } × the sessions of ` +
      `one (${from} → ${isAtLeast ? "≥ " : ""}${to}).`;
  });
}
