import { formatRatio, formatValue, metricNamed, rankTargets } from "@stt-bench/results";
import type { Metric, RankedTarget } from "@stt-bench/results";
import type { ResultSet } from "../../model/result_set.ts";
import { comparedTargets } from "../compared_targets.ts";
import { groupByWorkers } from "../group_by_workers.ts";
import { listNames } from "../list_names.ts";

/** What gateways are ranked by, in words. */
export interface RankingTopic {
  readonly metric: Metric;
  /** `CPU`, `memory`. */
  readonly what: string;
  /** What a value is of: `per session-second`. */
  readonly per: string;
}

/** What CPU costs. */
export const CPU: RankingTopic = {
  metric: metricNamed("cpu_us_per_session_second"),
  what: "CPU",
  per: "per session-second",
};

/** What memory costs. */
export const MEMORY: RankingTopic = {
  metric: metricNamed("rss_kb_per_session"),
  what: "memory",
  per: "per session",
};

/**
 * Who needs the least of something under `sessions`, and how that stands to each other gateway that
 * is no tie; nothing where nobody's is known. Gateways with the same number of workers are ranked among
 * themselves.
 */
export function rankingSentences(
  set: ResultSet,
  sessions: number,
  topic: RankingTopic,
): readonly string[] {
  return describeRanking(set, sessions, topic, ratioSentence);
}

/** The same in short: of all ratios those to the next gateway and to the one that needs the most. */
export function leadSentences(
  set: ResultSet,
  sessions: number,
  topic: RankingTopic,
): readonly string[] {
  return describeRanking(set, sessions, topic, shortRatioSentence);
}

type RatioSentence = (first: RankedTarget, others: readonly RankedTarget[]) => string;

function describeRanking(
  set: ResultSet,
  sessions: number,
  topic: RankingTopic,
  ratiosOf: RatioSentence,
): readonly string[] {
  const groups = groupByWorkers(
    comparedTargets(set, sessions),
    ({ target }) => target.label,
    set,
  );
  return groups.flatMap(({ text, rows }) => {
    return describeRanked(rankTargets(rows, topic.metric), {
      load: `With ${sessions} sessions${groups.length === 1 ? "" : ` and ${text}`}`,
      isPaired: set.program === "bench",
      topic,
      ratiosOf,
    });
  });
}

interface Wording {
  /** What a sentence begins with: `With 500 sessions`. */
  readonly load: string;
  /** Whether runs were made in turns. */
  readonly isPaired: boolean;
  readonly topic: RankingTopic;
  readonly ratiosOf: RatioSentence;
}

function describeRanked(
  ranked: readonly RankedTarget[],
  { load, isPaired, topic, ratiosOf }: Wording,
): readonly string[] {
  const [first] = ranked;
  if (first === undefined) return [];
  if (ranked.length === 1) return [`${load} ${first.label} needs ${valueOf(first, topic)}.`];
  if (!isPaired) return [unpairedSentence(load, first, topic)];
  const { ties, others, unknown } = sortOut(ranked);
  const lead = [first, ...ties];
  // Medians and ratios may disagree: the one is over all rounds, the other over those of both.
  const isUnsure = unknown.length > 0 || others.some(({ ratio }) => ratio?.decision === "higher");
  return [
    leadSentence(load, lead, isUnsure, topic),
    ...(others.length === 0 ? [] : [ratiosOf(first, others)]),
    ...(unknown.length === 0 ? [] : [unknownSentence(first, unknown)]),
  ];
}

interface Sorted {
  readonly ties: readonly RankedTarget[];
  readonly others: readonly RankedTarget[];
  /** Compared in one round, or in none. */
  readonly unknown: readonly RankedTarget[];
}

function sortOut([, ...rest]: readonly RankedTarget[]): Sorted {
  const decided = (one: RankedTarget) => one.ratio?.decision ?? "unknown";
  return {
    ties: rest.filter((one) => decided(one) === "tie"),
    others: rest.filter((one) => decided(one) === "lower" || decided(one) === "higher"),
    unknown: rest.filter((one) => decided(one) === "unknown"),
  };
}

function leadSentence(
  load: string,
  lead: readonly RankedTarget[],
  isUnsure: boolean,
  { what, per, metric }: RankingTopic,
): string {
  const names = listNames(lead.map(({ label }) => label));
  const values = listNames(lead.map(({ spread }) => formatValue(spread.median, metric.unit)));
  const verb = lead.length === 1 ? "needs" : "need";
  const sure = isUnsure ? ", as far as these rounds tell" : "";
  const tie = lead.length === 1 ? "" : "; between them the rounds show no difference";
  return `${load} ${names} ${verb} the least ${what}${sure}: ${values} ${per}${tie}.`;
}

function ratioSentence(first: RankedTarget, others: readonly RankedTarget[]): string {
  const ratios = others.map(({ label, ratio }) => `${formatRatio(ratio!)} × ${label}`);
  return `What ${first.label} needs is ${listNames(ratios)}.`;
}

function shortRatioSentence(first: RankedTarget, others: readonly RankedTarget[]): string {
  if (others.length < 3) return ratioSentence(first, others);
  const [next, last] = [others[0]!, others.at(-1)!]
    .map(({ label, ratio }) => `${formatRatio(ratio!)} × ${label}`);
  return `What ${first.label} needs is ${next}, the next, and ${last}, which needs the most.`;
}

function unknownSentence(first: RankedTarget, unknown: readonly RankedTarget[]): string {
  const ratios = unknown.map(({ label, ratio }) =>
    ratio === undefined
      ? `${label} (no round is valid of both)`
      : `${label} (${formatRatio(ratio)})`
  );
  return `How ${first.label} stands to ${
    listNames(ratios)
  } is not known: it takes two rounds that ` +
    "are valid of both.";
}

/** Runs that were not made in turns are set beside each other, and no winner is named. */
function unpairedSentence(load: string, first: RankedTarget, topic: RankingTopic): string {
  return `${load} ${first.label} needed the least ${topic.what}, ${
    valueOf(first, topic)
  }; the runs ` +
    "were not made in turns, so what the machine did is in it.";
}

function valueOf({ spread }: RankedTarget, { metric, per, what }: RankingTopic): string {
  return `${formatValue(spread.median, metric.unit)} of ${what} ${per}`;
}
