import type { PublishedResults } from "./published_results.ts";
import type { ResultSet } from "./result_set.ts";

/** How much code one gateway is, in lines with code on them. */
export interface CodeSize {
  readonly variant: string;
  /** Lines in its runtime's folder. */
  readonly own: number;
  /** Lines of the packages that it shares with others, by the package's folder. */
  readonly shared: Readonly<Record<string, number>>;
}

/** Everything that a report shows. */
export interface ReportData {
  /** One for each folder of results that was read, oldest first; at least one. */
  readonly sets: readonly ResultSet[];
  /** What others have published: of another machine, so in no chart beside ours. */
  readonly published: PublishedResults;
  /** Missing where nobody has counted it. */
  readonly codeSize?: readonly CodeSize[];
}
