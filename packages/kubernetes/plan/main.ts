/**
 * Plans what so many sessions take, from measured costs. `--help` lists the flags.
 *
 * @module
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { createCommand, ExitCode, flag, integer, runProgram, UsageError } from "@stt-bench/program";
import { root } from "@stt-bench/toolchain";
import * as v from "valibot";
import { assumptionFlags, flagName, readAssumptions } from "./assumptions.ts";
import type { Assumptions } from "./assumptions.ts";
import { planCapacity } from "./capacity_plan.ts";
import type { PlanRequest } from "./capacity_plan.ts";
import { comparisonCosts } from "./comparison_costs.ts";
import { strains } from "./limits.ts";
import { MeasuredCosts, measuredCosts } from "./measured_costs.ts";
import { replaceSection } from "./readme_section.ts";
import { renderPlan } from "./render_plan.ts";

/** The chart's page, whose section on capacity this program writes. */
const PAGE = join(root, "charts/stt-bench/README.md");

/** The results that it takes costs from: those with as many sessions as a pod is planned to hold. */
const RESULTS = "docs/results/2026-11-21.md";

const COSTS = join(root, "packages/kubernetes/plan/measured_costs.json");

interface Given extends Record<string, unknown> {
  readonly sessions: number;
  readonly variant: string;
  readonly measured?: string;
  readonly tls: boolean;
  readonly json: boolean;
  readonly write: boolean;
}

await runProgram(async () => {
  const command = createCommand("plan", "Plans what so many sessions take, from measured costs.")
    .option("--sessions <n>", "open sessions", flag("--sessions", integer(1, 1e10)), 1_000_000)
    .option("--variant <name>", "one of the gateways that were measured", "bun-tuned")
    .option("--measured <file>", "costs as in packages/kubernetes/plan/measured_costs.json")
    .option("--tls", "the gateways end TLS", false)
    .option("--json", "print JSON", false)
    .option(
      "--write",
      `take the costs of ${RESULTS}, and write the section of charts/stt-bench/README.md`,
      false,
    );
  for (const [name, { help, default: text }] of Object.entries(assumptionFlags)) {
    command.option(`${flagName(name)} <n>`, `assumed: ${help} (${text})`);
  }
  command.parse(process.argv.slice(2), { from: "user" });
  const given = command.opts<Given>();
  if (given.write) {
    const costs = comparisonCosts(await readFile(join(root, RESULTS), "utf8"), measuredCosts);
    await Deno.writeTextFile(COSTS, `${JSON.stringify(costs, null, 2)}\n`);
    const page = await readFile(PAGE, "utf8");
    await Deno.writeTextFile(PAGE, replaceSection(page, costs));
    return ExitCode.pass;
  }
  const request = await asUsage(() => readRequest(given));
  const plan = await asUsage(() => planCapacity(request));
  process.stdout.write(
    given.json
      ? `${JSON.stringify({ plan, strains: strains(plan) }, null, 2)}\n`
      : `${renderPlan(plan, request)}\n`,
  );
  return ExitCode.pass;
});

async function readRequest(given: Given): Promise<PlanRequest> {
  const { sessions, variant, tls, measured } = given;
  const assumptions: Assumptions = readAssumptions(given as Record<string, string | undefined>);
  const costs = measured === undefined
    ? measuredCosts
    : v.parse(MeasuredCosts, JSON.parse(await readFile(measured, "utf8")));
  return { sessions, variant, tls, assumptions, costs };
}

async function asUsage<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UsageError([(error as Error).message]);
  }
}
