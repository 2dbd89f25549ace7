import type { TableCell, TableColumn } from "../analysis/report_table.ts";
import type { ValidityFlag } from "../model/validity_flag.ts";
import type { Drawing } from "./drawing/drawing.ts";

/** What a chart shows, in the order of a report. */
export type ChartKind =
  | "capacity"
  | "latency-by-sessions"
  | "latency-distribution"
  | "latency-over-time"
  | "cost"
  | "memory"
  | "memory-over-time"
  | "scaling"
  | "code-size"
  | "send-lateness";

/** The numbers of a chart as a table. */
export interface ChartTable {
  readonly columns: readonly TableColumn[];
  /** A cell for each column. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** What a chart says and shows, before it has a size and colours: plain data, fit for JSON. */
export interface ChartContent {
  readonly kind: ChartKind;
  /** What was found, one sentence without a full stop. */
  readonly title: string;
  /** What is drawn, in which unit. */
  readonly subtitle: string;
  /** What there is to see, for those who don't see it: whole sentences. */
  readonly description: string;
  readonly drawing: Drawing;
  readonly table: ChartTable;
}

/** A chart of one set of results. */
export interface Chart extends ChartContent {
  /** Its file's name without an ending, and its anchor in the page: `cost`, `cost-2`. */
  readonly id: string;
  /** The set that it is of. */
  readonly set: string;
  /** Load, machine, versions and date. */
  readonly source: string;
  /** What to know before believing it. */
  readonly flags: readonly ValidityFlag[];
}
