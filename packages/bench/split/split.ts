import * as v from "valibot";
import { metrics } from "../head_to_head/metrics.ts";
import { Ratio, ratioOf, roundValues } from "../head_to_head/ratio.ts";
import type { RoundValues } from "../head_to_head/ratio.ts";
import type { TargetResult } from "../head_to_head/target_result.ts";
import { tunedParts } from "../programs/variants.ts";
import type { TunedParts } from "../programs/variants.ts";
import type { OwnTarget } from "../run/target.ts";

/** What is split: the one metric whose parts can be added. */
const metric = metrics.find(({ name }) => name === "cpu_us_per_session_second")!;

/** A gateway with tuned parts, and its metric ÷ that of the gateway without. */
const Part = v.strictObject({ target: v.string(), ratio: v.nullable(Ratio) });

/** Strict schema of {@linkcode Split}; a ratio is null where no round is valid of all its targets. */
export const Split = v.strictObject({
  runtime: v.string(),
  workers: v.pipe(v.number(), v.integer(), v.minValue(1)),
  metric: v.literal(metric.name),
  /** The client that the runtime brings along. */
  own_client: v.nullable(v.string()),
  /** The target without any tuned part. */
  neither: v.string(),
  client: Part,
  sockets: Part,
  both: Part,
  /**
   * (sockets + client) ÷ (neither + both): 1 where the savings of the parts add up, less where they
   * overlap.
   */
  additivity: v.nullable(Ratio),
});

/** How the gain of a tuned gateway splits into that of its sockets and that of its client. */
export type Split = v.InferOutput<typeof Split>;

type OwnResult = TargetResult & { readonly target: OwnTarget };
type Quartet = Readonly<Record<TunedParts, OwnResult>>;

/** Splits the gain of every runtime that was measured in all four combinations. */
export function splitGains(results: readonly TargetResult[]): Split[] {
  const found = new Map<string, Partial<Quartet>>();
  for (const result of results.filter(isOwn)) {
    const { variant: { runtime, tuned }, workers } = result.target;
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
    metric: metric.name,
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
