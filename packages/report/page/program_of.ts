/** The program that a set is of, as the name of its folder ends: `2026-11-21T12-00-00Z-bench`. */
export function programOf(set: string): string {
  return set.split("Z-").at(-1)!;
}
