/** A runtime that a gateway of ours runs on. */
export type ReportRuntime = "deno" | "node" | "bun";

/** A gateway that was measured. */
export interface ReportTarget {
  /** What tables and files call it: `deno-tuned`, `node-2w`. */
  readonly label: string;
  /** Set for a gateway of ours, without its workers: `deno`, `deno-tuned`, `deno+tuned-client`. */
  readonly variant: string | null;
  readonly runtime: ReportRuntime | null;
  /** Whose sockets it has: those of its runtime as they are, tuned, or libc's. */
  readonly sockets: "native" | "tuned" | "reactor";
  /** Version of its runtime. */
  readonly version: string | null;
  /** Processes that share the port; null where it isn't known. */
  readonly workers: number | null;
  /** What it posts batches with, e.g. `http2, HTTP/2`; null where it isn't known. */
  readonly inferenceClient: string | null;
}
