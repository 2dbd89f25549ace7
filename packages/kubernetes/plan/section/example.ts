import { ASSUMPTIONS } from "../assumptions.ts";
import type { Assumptions } from "../assumptions.ts";
import { planCapacity } from "../capacity_plan.ts";
import type { CapacityPlan } from "../capacity_plan.ts";
import type { MeasuredCosts } from "../measured_costs.ts";

/** Sessions of the three examples. */
export const SIZES = [10_000, 1_000_000, 100_000_000] as const;

/** Sessions of one cell, the second example. */
export const CELL = 1_000_000;

/** The gateway of the examples. */
export const VARIANT = "bun-tuned";

/** What an example differs in from the others. */
export interface ExampleOptions {
  readonly variant?: string;
  readonly tls?: boolean;
  readonly changes?: Partial<Assumptions>;
}

/** The plan of one example. */
export function planExample(
  costs: MeasuredCosts,
  sessions: number,
  { variant = VARIANT, tls = false, changes = {} }: ExampleOptions = {},
): CapacityPlan {
  const assumptions = { ...ASSUMPTIONS, ...changes };
  return planCapacity({ sessions, variant, tls, costs, assumptions });
}
