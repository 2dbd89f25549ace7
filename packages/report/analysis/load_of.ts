import type { ResultSet } from "../model/result_set.ts";
import { validRunsOf } from "./valid_runs.ts";

/** The number of sessions of all valid runs of a set; undefined where it differs, or there is none. */
export function loadOf(set: ResultSet): number | undefined {
  const loads = new Set(validRunsOf(set).map(({ sessions }) => sessions));
  return loads.size === 1 ? [...loads][0] : undefined;
}
