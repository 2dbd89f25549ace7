/** Names of the tables, which are those of their files too. */
export type TableName =
  | "summary"
  | "comparisons"
  | "capacity"
  | "slo_capacity"
  | "scaling"
  | "split"
  | "soak"
  | "published";

/** One column. */
export interface TableColumn {
  /** Its name in CSV, with its unit: `newest_p95_ms`. */
  readonly name: string;
  /** Its heading for people. */
  readonly label: string;
  readonly align: "left" | "right";
  /** Whether it stands in CSV alone: for programs, or too much for people. */
  readonly isDetail?: true;
}

/** One cell: what a program reads, and what a person does. */
export interface TableCell {
  /** Null where there is nothing. */
  readonly value: string | number | null;
  /** E.g. `94 ms (94–95)`; `–` where there is nothing. */
  readonly text: string;
  /** How it stands out. */
  readonly tone?: "good" | "bad" | "warning";
}

/** A table for CSV, Markdown and the page alike. */
export interface ReportTable {
  readonly name: TableName;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  /** A cell for each column; empty where the data has nothing for the table. */
  readonly rows: readonly (readonly TableCell[])[];
  /** What to know when reading it, one sentence each. */
  readonly notes: readonly string[];
}
