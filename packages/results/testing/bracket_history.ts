import { SEARCH_DEFAULTS } from "../bracket/search_options.ts";
import type { SearchOptions } from "../bracket/search_options.ts";
import type { Point } from "../bracket/point.ts";
import type { Verdict } from "../verdict.ts";

/** The options of a search from 100 sessions up to 10000, but for `changes`. */
export function searchOptions(changes: Partial<SearchOptions> = {}): SearchOptions {
  return { ...SEARCH_DEFAULTS, start: 100, max: 10_000, ...changes };
}

/** A run with `sessions` sessions; one that fails is late. */
export function pointOf(sessions: number, verdict: Verdict): Point {
  if (verdict === "pass") {
    return { sessions, verdict, failingGates: [], errors: 0, reasons: [] };
  }
  const late = { failingGates: ["newest p95"], reasons: ["newest p95 400 ms > 350 ms"] };
  const starved = { failingGates: [], reasons: ["generator-limited: own CPU 97 %"] };
  return { sessions, verdict, errors: 0, ...(verdict === "fail" ? late : starved) };
}

/** A history in short: `"100p 200f 150i"`. */
export function historyOf(text: string): Point[] {
  const verdicts: Record<string, Verdict> = { p: "pass", f: "fail", i: "invalid" };
  return text.split(" ").filter(Boolean)
    .map((word) => pointOf(parseInt(word), verdicts[word.at(-1)!]!));
}
