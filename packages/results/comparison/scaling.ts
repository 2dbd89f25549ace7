/** CPUs that it takes for `workers` to have one each, and the tools two. */
export function coresToScale(workers: number): number {
  return workers + 2;
}

/** A gateway that was measured, and its number of workers. */
export interface ScaledTarget {
  readonly target: string;
  readonly variant: string | null;
  readonly workers: number | null;
}

/** What was found for a target: sessions that it holds for certain. */
export interface ScaledCapacity {
  readonly target: string;
  readonly result: { readonly confirmed: number | null };
  /** Whether it may hold more, for all that is known. */
  readonly isAtLeast: boolean;
}

/** How a gateway with several workers stands to the same with one. */
export interface Scaling {
  readonly variant: string;
  readonly workers: number;
  /** Labels of the two. */
  readonly one: string;
  readonly many: string;
  /** Sessions that they hold; null where that isn't known. */
  readonly from: number | null;
  readonly to: number | null;
  /** `to` ÷ `from`; null where either isn't known, or `from` may be more. */
  readonly ratio: number | null;
  /** Whether the ratio may be higher. */
  readonly isAtLeast: boolean;
  /** Why there is no ratio. */
  readonly problem: string | null;
}

/** How gateways scale that were measured with one worker and with several. */
export function findScalings(
  targets: readonly ScaledTarget[],
  cores: number,
  capacities: readonly ScaledCapacity[] = [],
): Scaling[] {
  const capacityOf = (label: string) => capacities.find(({ target }) => target === label);
  return targets.flatMap(({ target: many, variant, workers }) => {
    const one = targets.find((other) => other.variant === variant && other.workers === 1)?.target;
    if (variant === null || workers === null || workers === 1 || one === undefined) return [];
    const needed = coresToScale(workers);
    const found = scale(capacityOf(one), capacityOf(many));
    const scaling = cores < needed
      ? { ...found, ratio: null, isAtLeast: false, problem: `needs ${needed} cores` }
      : found;
    return [{ variant, workers, one, many, ...scaling }];
  });
}

function scale(
  one: ScaledCapacity | undefined,
  many: ScaledCapacity | undefined,
): Omit<Scaling, "variant" | "workers" | "one" | "many"> {
  const [from, to] = [one?.result.confirmed ?? null, many?.result.confirmed ?? null];
  const without = (problem: string) => ({ from, to, ratio: null, isAtLeast: false, problem });
  if (one === undefined || many === undefined) return without("it takes a capacity search");
  if (from === null) return without(`nothing is confirmed of ${one.target}`);
  if (to === null) return without(`nothing is confirmed of ${many.target}`);
  if (from === 0) return without("one worker holds no session");
  if (one.isAtLeast) return without("one worker may hold more than was found");
  return { from, to, ratio: to / from, isAtLeast: many.isAtLeast, problem: null };
}

/**
 * How many more sessions several workers hold than one, in a line for each gateway that was measured
 * with both; where that isn't known, why it isn't.
 */
export function describeScaling(
  targets: readonly ScaledTarget[],
  cores: number,
  capacities: readonly ScaledCapacity[] = [],
): string[] {
  return findScalings(targets, cores, capacities).map(
    ({ variant, workers, from, to, ratio, isAtLeast, problem }) => {
      const what = `scaling of ${variant} from 1 to ${workers} workers`;
      if (ratio === null) return `${what}: not measured: ${problem}`;
      const least = isAtLeast ? "≥ " : "";
      return `${what}: ${least}${ratio.toFixed(2)} × (${from} → ${least}${to} sessions)`;
    },
  );
}
