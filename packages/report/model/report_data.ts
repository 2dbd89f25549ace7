import type { CodeSize } from "@stt-bench/code-size";
import type { PublishedResults } from "./published_results.ts";
import type { ResultSet } from "./result_set.ts";

/** Everything that a report shows. */
export interface ReportData {
  /** One for each folder of results that was read, oldest first; at least one. */
  readonly sets: readonly ResultSet[];
  /** What others have published: of another machine, so in no chart beside ours. */
  readonly published: PublishedResults;
  /** Missing where it isn't that of the code that was measured. */
  readonly codeSize?: readonly CodeSize[];
}
