import type { ReportTable } from "./report_table.ts";

/** A part of the interpretation. */
export interface InterpretationSection {
  readonly title: string;
  /** Whole sentences, each of which the data carries. */
  readonly sentences: readonly string[];
}

/** What the data of a report says: the same for Markdown, CSV and the page. */
export interface Analysis {
  /** A few words that name the report, e.g. `6 gateways, 1000 sessions`. */
  readonly title: string;
  /** Who won, by how much, at what latency, where it broke: one sentence each, the first one first. */
  readonly headline: readonly string[];
  /** In the order of {@linkcode ReportTable.name}'s type; all of them, even those without a row. */
  readonly tables: readonly ReportTable[];
  readonly interpretation: readonly InterpretationSection[];
}
