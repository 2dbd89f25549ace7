/** What a set's folder is called after its time: `scaling`, of `2026-11-21T12-00-00Z-scaling`. */
export function shortName(set: string): string {
  return set.split("Z-").at(-1)!;
}
