import type { ReportTarget } from "../model/report_target.ts";
import type { ResultSet } from "../model/result_set.ts";
import { loadsOf } from "./loads_of.ts";
import { mostSessionsSentences } from "./sentences/capacity_sentences.ts";
import { CPU, leadSentences } from "./sentences/ranking_sentences.ts";

/** Which runtime is the best with one kind of sockets, in words. */
export interface SocketsAnswer {
  readonly sockets: ReportTarget["sockets"];
  readonly sentences: readonly string[];
}

const KINDS: readonly ReportTarget["sockets"][] = ["native", "tuned", "reactor"];

/**
 * Which gateway needs the least CPU and which one holds the most sessions, among those with the same
 * kind of sockets: what tells runtimes apart, not ways of programming them. A kind of which `sets`
 * compare nothing is left out.
 */
export function answersBySockets(sets: readonly ResultSet[]): readonly SocketsAnswer[] {
  return KINDS.flatMap((sockets) => {
    const sentences = sets.map((set) => narrow(set, sockets)).flatMap((set) => [
      ...(set.program === "bench"
        ? loadsOf(set).flatMap((sessions) => leadSentences(set, sessions, CPU))
        : []),
      ...mostSessionsSentences(set),
    ]);
    return sentences.length === 0 ? [] : [{ sockets, sentences }];
  });
}

function narrow(set: ResultSet, sockets: ReportTarget["sockets"]): ResultSet {
  const targets = set.targets.filter((target) => target.sockets === sockets);
  const isOne = (label: string) => targets.some((target) => target.label === label);
  return {
    ...set,
    targets,
    runs: set.runs.filter(({ target }) => isOne(target)),
    brackets: set.brackets.filter(({ target }) => isOne(target)),
  };
}
