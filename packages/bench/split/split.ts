import { metrics, ratioOf, roundValues, SPLIT_METRIC } from "@stt-bench/results";
import type { RoundValues, Split } from "@stt-bench/results";
import type { TargetResult } from "../head_to_head/target_result.ts";
import { tunedParts } from "../programs/variants.ts";
import type { TunedParts } from "../programs/variants.ts";
import type { OwnTarget } from "../run/target.ts";

/** What is split. */
const metric = metrics.find(({ name }) => name === SPLIT_METRIC)!;

type OwnResult = TargetResult & { readonly target: OwnTarget };
type Quartet = Readonly<Record<TunedParts, OwnResult>>;

/** Splits the gain of every runtime that was measured in all four combinations. */
export function splitGains(results: readonly TargetResult[]): Split[] {
  const found = new Map<string, Partial<Quartet>>();
  for (const result of results.filter(isOwn)) {
    const { variant: { runtime, tuned }, workers } = result.target;
    if (tuned === undefined) continue;
    const key = `${runtime} ${workers}`;
    found.set(key, { ...found.get(key), [tuned]: result });
  }
  return [...found.values()].filter(isWhole).map(splitGain);
}

function isOwn(result: TargetResult): result is OwnResult {
  return result.target.kind === "own";
}

function isWhole(found: Partial<Quartet>): found is Quartet {
  return tunedParts.every((tuned) => found[tuned] !== undefined);
}

function splitGain(quartet: Quartet): Split {
  const { target: { label, variant, workers }, runs } = quartet.neither;
  const values = (tuned: TunedParts) => roundValues(metric, quartet[tuned]);
  const part = (tuned: TunedParts) => ({
    target: quartet[tuned].target.label,
    ratio: ratioOf(values(tuned), values("neither")) ?? null,
  });
  const parts = sum(values("sockets"), values("client"));
  const ends = sum(values("neither"), values("both"));
  const gateway = runs.find(({ summary }) => summary?.gateway)?.summary?.gateway;
  return {
    runtime: variant.runtime,
    workers,
    metric: SPLIT_METRIC,
    own_client: gateway?.inference_client ?? null,
    neither: label,
    client: part("client"),
    sockets: part("sockets"),
    both: part("both"),
    additivity: ratioOf(parts, ends) ?? null,
  };
}

/** Sums two targets, for the rounds that both have. */
function sum(a: RoundValues, b: RoundValues): RoundValues {
  const shared = [...a].filter(([round]) => b.has(round));
  return new Map(shared.map(([round, value]) => [round, value + b.get(round)!]));
}
