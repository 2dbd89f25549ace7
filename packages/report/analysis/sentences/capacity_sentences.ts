import { foundCapacities } from "../found_capacity.ts";
import type { FoundCapacity } from "../found_capacity.ts";
import { groupByWorkers } from "../group_by_workers.ts";
import { listNames } from "../list_names.ts";
import type { ResultSet } from "../../model/result_set.ts";

/**
 * Who holds the most sessions among gateways with the same number of workers, a sentence for each number of
 * workers; none where fewer than two capacities are known. One is more than another only if it passed
 * where the other failed.
 */
export function mostSessionsSentences(set: ResultSet): readonly string[] {
  const known = rank(foundCapacities(set).filter(({ confirmed }) => confirmed !== null));
  const groups = groupByWorkers(known, ({ target }) => target, set);
  return groups.flatMap(({ text, rows }) => {
    const sentence = mostSentence(set, rows);
    if (sentence === undefined) return [];
    return [groups.length === 1 ? sentence : `With ${text} ${sentence}`];
  });
}

function mostSentence(set: ResultSet, known: readonly FoundCapacity[]): string | undefined {
  const [first, ...others] = known;
  if (first === undefined || others.length === 0) return undefined;
  const rivals = others.filter((other) => ceilingOf(other) > first.confirmed!);
  const label = set.capacityLabel;
  if (rivals.length > 0) {
    const names = listNames([first, ...rivals].map(({ target }) => target));
    const found = listNames([first, ...rivals].map(({ text }) => text));
    return `${names} hold the most, and can't be told apart: ${found} ${label}.`;
  }
  const rest = others.map(({ target, text }) => `${target} ${text}`);
  const once = known.some(({ isRepeated }) => !isRepeated)
    ? ", as far as single runs at an edge tell"
    : "";
  return `${first.target} holds the most${once}: ${first.text} ${label}; ${listNames(rest)}.`;
}

/** What was found of each gateway, and where it broke. */
export function capacitySentences(set: ResultSet): readonly string[] {
  return rank(foundCapacities(set)).map((found) => describe(found));
}

/** The highest first; what isn't known, last. */
function rank(found: readonly FoundCapacity[]): FoundCapacity[] {
  return found.toSorted((a, b) => (b.confirmed ?? -1) - (a.confirmed ?? -1));
}

/** Below what a capacity lies, for all that is known. */
function ceilingOf({ isAtLeast, firstSolidFail }: FoundCapacity): number {
  return isAtLeast ? Infinity : firstSolidFail ?? Infinity;
}

function describe(found: FoundCapacity): string {
  const { set, target, confirmed, outcome, isRepeated, firstSolidFail } = found;
  const label = set.capacityLabel;
  const once = isRepeated ? "" : " An edge was measured once, which may be chance.";
  switch (outcome) {
    case "bracketed":
      return `${target} holds ${confirmed} ${label}; at ${breakText(found)}.${once}`;
    case "generator-limited":
      return `${target} holds at least ${confirmed} ${label}: above that the tools were the limit, ` +
        `and nobody knows how many more.`;
    case "at-cap":
      return `${target} holds at least ${confirmed} ${label}, the most that was tried.${once}`;
    case "below-min":
      return `${target} holds not even the fewest sessions that were tried; at ${
        breakText(found)
      }.`;
    case "non-monotonic":
      return `${target} has no one capacity: ${confirmed} ${label} passed, but ${firstSolidFail} ` +
        "failed, which is less.";
    case "unfinished":
      return confirmed === null
        ? `The search of ${target} was broken off before anything was confirmed.`
        : `${target} holds at least ${confirmed} ${label}: the search was broken off.`;
    case "invalid":
      return `Nothing can be said of what ${target} holds: its runs are invalid.`;
  }
}

/** `700 it fails by newest p95, late and without errors; 680 passed and failed`. */
function breakText({ firstSolidFail, failingGate, errorMode, borderline }: FoundCapacity): string {
  const gate = failingGate === null ? "" : ` by ${failingGate}`;
  const how = errorMode === null
    ? ""
    : errorMode === "latency-edge"
    ? ", late and without errors"
    : ", with errors";
  const between = borderline.length === 0
    ? ""
    : `; with ${borderline.join(", ")} it passed and failed`;
  return `${firstSolidFail} it fails${gate}${how}${between}`;
}
