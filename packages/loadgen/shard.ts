import type { Value } from "@stt-bench/program";
import * as v from "valibot";

/** Which sessions a process runs: those whose id leaves `index` when divided by `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const EXPECTED = "i/n with 0 ≤ i < n";

/** Reads a shard as `i/n`. */
export function shardValue(): Value<Shard> {
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,6}\/\d{1,6}$/, EXPECTED),
    v.transform((text) => {
      const [index = 0, count = 0] = text.split("/").map(Number);
      return { index, count };
    }),
    v.check(({ index, count }) => index < count, EXPECTED),
  );
}
