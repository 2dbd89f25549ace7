/**
 * Beyond one machine: what a cluster takes.
 *
 * - `chart/`: renders the Helm chart and holds what comes of it against the schemas of Kubernetes, our
 *   policies and the programs that it runs. `deno task chart` is in `chart/main.ts`.
 *
 * - `plan/`: from costs that were measured to pods, nodes, bandwidth and what breaks first, and
 *   simulations of what isn't obvious. `deno task plan` is in `plan/main.ts`.
 *
 * - `bench/`: one gateway of the chart, measured on a cluster through `kubectl`; what it changes, it
 *   changes by labels, and takes back whatever happens. `deno task bench:k8s` is in `bench/main.ts`.
 *
 * - `api_server/`: a real API server for tests of the chart and of `bench/`: `deno task test:k8s`.
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
