import { answersBySockets, comparedTargets, foundCapacities } from "@stt-bench/report";
import type { ResultSet } from "@stt-bench/report";
import { compareTargets } from "@stt-bench/results";
import type { Capacity, Cost, Missing, Published } from "./published.ts";
import { PUBLISHED_SCHEMA_VERSION } from "./published.ts";
import { scalingPart } from "./scaling_part.ts";
import { sourceOf } from "./source.ts";

/** The parts of the published results. */
export type PartName = "cost" | "capacity" | "scaling";

/**
 * Makes the published results of folders of results, at most one for each part. A part without one
 * is said to be missing.
 *
 * @throws {Error} where two folders are of one part, or one is of none.
 */
export function createPublished(sets: readonly ResultSet[]): Published {
  const byPart = Map.groupBy(sets, partOf);
  const part = <T>(name: PartName, create: (set: ResultSet) => T): T | Missing => {
    const [set, other] = byPart.get(name) ?? [];
    if (set === undefined) return { missing: "not measured with the others" };
    if (other === undefined) return create(set);
    throw new Error(
      `Cannot publish ${name}: expected one folder of results, got ${set.id} and ${other.id}`,
    );
  };
  return rounded({
    schema_version: PUBLISHED_SCHEMA_VERSION,
    // How workers scale has a table of its own.
    answers: answersBySockets(sets.filter((set) => partOf(set) !== "scaling")),
    cost: part("cost", costPart),
    capacity: part("capacity", capacityPart),
    scaling: part("scaling", scalingPart),
  });
}

/** Results that have several workers in them are those of scaling, whichever program measured them. */
function partOf({ id, program, targets }: ResultSet): PartName {
  if (program !== "bench" && program !== "bracket") {
    throw new Error(`Cannot publish ${id}: expected results of bench or bracket, got ${program}`);
  }
  if (targets.some(({ workers }) => (workers ?? 1) > 1)) return "scaling";
  return program === "bench" ? "cost" : "capacity";
}

function costPart(set: ResultSet): Cost {
  const targets = comparedTargets(set);
  const [first] = targets;
  if (first === undefined || set.load.sessions === null) {
    throw new Error(`Cannot publish ${set.id}: expected runs under one load, got none`);
  }
  const comparison = compareTargets(targets, first.target.label);
  return { source: sourceOf(set), sessions: set.load.sessions, comparison };
}

function capacityPart(set: ResultSet): Capacity {
  return {
    source: sourceOf(set),
    counted: set.capacityLabel,
    gateways: foundCapacities(set).map((found) => ({
      target: found.target,
      outcome: found.outcome,
      confirmed: found.confirmed,
      at_least: found.isAtLeast,
      borderline: [...found.borderline],
      first_solid_fail: found.firstSolidFail,
      failing_gate: found.failingGate,
      error_mode: found.errorMode,
      runs: found.runs,
    })),
  };
}

/** Six decimals: more than tables show, so that they show the same as of the measured numbers. */
function rounded(published: Published): Published {
  const round = (_: string, value: unknown) =>
    typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value;
  return JSON.parse(JSON.stringify(published, round));
}
