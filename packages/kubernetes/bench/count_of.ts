/** So many of something, whose plural has an s: `countOf(2, "shard")` is `2 shards`. */
export function countOf(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
