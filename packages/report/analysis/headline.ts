import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import { loadsOf } from "./loads_of.ts";
import { capacitySentences, mostSessionsSentences } from "./sentences/capacity_sentences.ts";
import { responseSentences } from "./sentences/latency_sentences.ts";
import { CPU, leadSentences } from "./sentences/ranking_sentences.ts";
import { measuredScalingSentences } from "./sentences/scaling_sentences.ts";
import { soakSentences } from "./sentences/soak_sentences.ts";
import { validRunsOf } from "./valid_runs.ts";

/** Who won, by how much, at what latency, where it broke: a few sentences, the first one first. */
export function headlineOf({ sets }: ReportData): readonly string[] {
  return sets.flatMap((set) => {
    const nothing = nothingMeasured(set);
    return nothing === undefined ? sentencesOf(set) : [nothing];
  });
}

function nothingMeasured(set: ResultSet): string | undefined {
  if (set.courses.length > 0 || validRunsOf(set).length > 0) return undefined;
  if (set.runs.length === 0) return "Nothing was measured.";
  return set.runs.length === 1
    ? "The only run is not valid: nothing can be said of the gateway."
    : `None of ${set.runs.length} runs is valid: nothing can be said of the gateways.`;
}

function sentencesOf(set: ResultSet): readonly string[] {
  switch (set.program) {
    case "bench":
      return [
        ...loadsOf(set).flatMap((sessions) => [
          ...leadSentences(set, sessions, CPU),
          ...responseSentences(set, sessions),
        ]),
        ...soakSentences(set),
        // Whoever is missing above must not be taken for one that lost.
        ...set.flags.filter(({ kind }) => kind === "no-valid-run").map(({ text }) => text),
      ];
    case "bracket":
    case "existing":
    case "loadgen":
      return [
        ...mostSessionsSentences(set),
        ...capacitySentences(set),
        ...measuredScalingSentences(set),
      ];
    case "soak":
      return soakSentences(set);
  }
}
