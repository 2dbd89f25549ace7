import { groupByWorkers } from "../analysis/group_by_workers.ts";
import type { ResultSet } from "../model/result_set.ts";
import type { Panel } from "./drawing/lines_drawing.ts";

/**
 * Panels of lines, apart by the gateways' number of workers where there are several: a gateway looks the
 * same with each, so two of its lines in one panel could not be told apart.
 *
 * @param panelsOf draws some of the rows
 */
export function panelsByWorkers<T extends { readonly target: string }>(
  rows: readonly T[],
  set: Pick<ResultSet, "targets">,
  panelsOf: (rows: readonly T[]) => readonly Panel[],
): readonly Panel[] {
  const groups = groupByWorkers(rows, ({ target }) => target, set);
  if (groups.length === 1) return panelsOf(rows);
  return groups.flatMap(({ text, rows }) =>
    panelsOf(rows).map((panel) => ({ ...panel, title: `${panel.title}, ${text}` }))
  );
}
