import * as v from "valibot";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The part that we read of what `inferbench --rps n --json` prints. */
const InferbenchResult = v.object({
  attempted: count,
  completed: count,
  errors: v.record(v.string(), count),
  send_lateness: v.object({ p99_ms: v.pipe(v.number(), v.minValue(0)) }),
});

/** What inferbench says of a run in open loop. */
export type InferbenchResult = v.InferOutput<typeof InferbenchResult>;

/** Reads what it printed; undefined if that is no result. */
export function parseInferbenchResult(json: string): InferbenchResult | undefined {
  try {
    const result = v.safeParse(InferbenchResult, JSON.parse(json));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
