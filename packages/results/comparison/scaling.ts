import type { Manifest } from "../manifest.ts";

/** CPUs that it takes for two workers to have one each, and the tools two. */
const CORES_NEEDED = 4;

/** What was found for a target: sessions that it holds for certain. */
interface Capacity {
  readonly target: string;
  readonly result: { readonly confirmed: number | null };
}

/**
 * How many more sessions several workers hold than one, in a line for each gateway that was measured
 * with both; without `capacities`, or on a machine with too few cores, that it wasn't measured.
 */
export function describeScaling(
  targets: Manifest["targets"],
  cores: number,
  capacities: readonly Capacity[] = [],
): string[] {
  const confirmed = (label: string) =>
    capacities.find(({ target }) => target === label)?.result.confirmed ?? null;
  return targets.filter(({ workers }) => (workers ?? 1) > 1).flatMap((many) => {
    const one = targets.find(({ variant, workers }) => variant === many.variant && workers === 1);
    if (one === undefined) return [];
    const what = `scaling of ${many.variant} from 1 to ${many.workers} workers`;
    if (cores < CORES_NEEDED) return [`${what}: not measured: needs ${CORES_NEEDED} cores`];
    const [from, to] = [confirmed(one.target), confirmed(many.target)];
    if (!from || to === null) return [`${what}: not measured: the bracket tells it`];
    return [`${what}: ${(to / from).toFixed(2)} × (${from} → ${to} sessions)`];
  });
}
