/** One number of a publication: so many sessions held within its service level. */
export interface PublishedCapacity {
  /** As the publication calls it. */
  readonly gateway: string;
  /** At one vCPU; null where none was published. */
  readonly oneCpu: number | null;
  /** At two vCPUs. */
  readonly twoCpus: number | null;
  /** What gave way first, in the publication's words. */
  readonly limit: string;
  /** Lines of code that were published; null where none were. */
  readonly codeLines: number | null;
}

/** Figures that somebody else has measured, on another machine. */
export interface PublishedResults {
  readonly source: string;
  /** ISO 8601 day of the latest of its runs. */
  readonly date: string;
  readonly machine: string;
  /** What to keep in mind, one sentence. */
  readonly note: string;
  readonly capacities: readonly PublishedCapacity[];
}
