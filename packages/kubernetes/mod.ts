/**
 * Beyond one machine: what a cluster takes.
 *
 * - `plan/`: from costs that were measured to pods, nodes, bandwidth and what breaks first, and
 *   simulations of what isn't obvious. `deno task plan` is in `plan/main.ts`.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ASSUMPTIONS, measuredCosts, planCapacity } from "@stt-bench/kubernetes";
 *
 * const { gateway } = planCapacity({
 *   sessions: 10_000,
 *   variant: "bun",
 *   costs: measuredCosts,
 *   assumptions: ASSUMPTIONS,
 *   tls: false,
 * });
 * assertEquals(gateway.pods % ASSUMPTIONS.zones, 0);
 * ```
 *
 * @module
 */
export { ASSUMPTIONS } from "./plan/assumptions.ts";
export type { Assumptions } from "./plan/assumptions.ts";
export { planCapacity } from "./plan/capacity_plan.ts";
export type { CapacityPlan, PlanRequest } from "./plan/capacity_plan.ts";
export { measuredCosts } from "./plan/measured_costs.ts";
export type { MeasuredCosts } from "./plan/measured_costs.ts";
