import type { BracketResult, Point, SearchOptions, Verdict } from "@stt-bench/results";
import { pointOf } from "@stt-bench/results/testing";
import { nextStep } from "../bracket_search.ts";

/** A gateway as a search sees it: the verdict of the `run`th run (from 0) at so many sessions. */
export type GatewayModel = (sessions: number, run: number) => Verdict;

/** Searches the capacity of `gateway` to the end, from `history` on. */
export function play(
  gateway: GatewayModel,
  options: SearchOptions,
  history: readonly Point[] = [],
): { history: Point[]; result: BracketResult } {
  const played = [...history];
  for (;;) {
    const step = nextStep(played, options);
    if (step.kind === "done") return { history: played, result: step.result };
    const run = played.filter(({ sessions }) => sessions === step.sessions).length;
    played.push(pointOf(step.sessions, gateway(step.sessions, run)));
  }
}
