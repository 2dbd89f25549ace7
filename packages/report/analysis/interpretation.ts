import type { ResultSet } from "../model/result_set.ts";
import type { ReportData } from "../model/report_data.ts";
import type { InterpretationSection } from "./analysis.ts";
import { loadsOf } from "./loads_of.ts";
import { capacitySentences, mostSessionsSentences } from "./sentences/capacity_sentences.ts";
import { latencySentences } from "./sentences/latency_sentences.ts";
import { CPU, MEMORY, rankingSentences } from "./sentences/ranking_sentences.ts";
import { scalingSentences } from "./sentences/scaling_sentences.ts";
import { soakSentences } from "./sentences/soak_sentences.ts";
import { toolsSentences } from "./sentences/tools_sentences.ts";

type SentencesOf = (set: ResultSet) => readonly string[];

/** The sections, in their order; one that has nothing to say is left out. */
const SECTIONS: readonly [title: string, of: SentencesOf][] = [
  ["How far this goes", ({ flags }) => flags.map(({ text }) => text)],
  ["What a session costs", (set) => perLoad(set, costSentences)],
  ["Latency", (set) => isSearch(set) ? [] : perLoad(set, latencySentences)],
  ["How many sessions", (set) => [...mostSessionsSentences(set), ...capacitySentences(set)]],
  ["Scaling over workers", scalingSentences],
  ["A long time under load", soakSentences],
  ["The tools", toolsSentences],
];

/** What the data says, in words, set by set: no sentence that it doesn't carry. */
export function interpret({ sets }: ReportData): readonly InterpretationSection[] {
  return [
    ...(sets.length < 2 ? [] : [{
      title: "What may be compared",
      sentences: [
        `There are ${sets.length} sets of results: ${sets.map(({ id }) => id).join(", ")}.`,
        "Gateways of one set may be compared; what stands in two sets was not measured in turns, and " +
        "the machine may have changed in between.",
      ],
    }]),
    ...sets.flatMap((set) =>
      SECTIONS.flatMap(([title, of]) => {
        const sentences = of(set);
        if (sentences.length === 0) return [];
        return [{ title: sets.length < 2 ? title : `${title} (${set.id})`, sentences }];
      })
    ),
  ];
}

function costSentences(set: ResultSet, sessions: number): readonly string[] {
  if (isSearch(set)) return [];
  return [...rankingSentences(set, sessions, CPU), ...rankingSentences(set, sessions, MEMORY)];
}

/** Under the many loads of a search costs and latencies stand in the table, not in words. */
function isSearch({ program, targets, runs }: ResultSet): boolean {
  return program === "bracket" || loadsOf({ runs }).length > Math.max(2, targets.length);
}

function perLoad(
  set: ResultSet,
  of: (set: ResultSet, sessions: number) => readonly string[],
): readonly string[] {
  return loadsOf(set).flatMap((sessions) => of(set, sessions));
}
