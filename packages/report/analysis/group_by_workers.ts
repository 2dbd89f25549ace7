import type { ResultSet } from "../model/result_set.ts";

/** What is said or drawn of gateways with the same number of workers. */
export interface WorkersGroup<T> {
  /** Processes of each gateway; 1 where nobody knows. */
  readonly workers: number;
  /** `1 worker`, `2 workers`. */
  readonly text: string;
  readonly rows: readonly T[];
}

/** Groups rows by their gateway's number of workers, the fewest first: only within one it is a race. */
export function groupByWorkers<T>(
  rows: readonly T[],
  labelOf: (row: T) => string,
  { targets }: Pick<ResultSet, "targets">,
): readonly WorkersGroup<T>[] {
  const workersOf = (row: T) => targets.find(({ label }) => label === labelOf(row))?.workers ?? 1;
  return [...Map.groupBy(rows, workersOf)]
    .sort(([a], [b]) => a - b)
    .map(([workers, rows]) => {
      return { workers, text: `${workers} ${workers === 1 ? "worker" : "workers"}`, rows };
    });
}
