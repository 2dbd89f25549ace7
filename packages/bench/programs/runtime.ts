/** The runtimes, in the order of tables. */
export const runtimes = ["deno", "node", "bun"] as const;

/** A runtime that programs run on. */
export type Runtime = (typeof runtimes)[number];

/** What a program is run by: a runtime, or the machine itself once it is compiled. */
export type Executor = Runtime | "c";
