/** The runtimes that the tool-chain pins and installs. */
export const toolNames = ["deno", "node", "bun"] as const;

/** One of {@linkcode toolNames}. */
export type ToolName = (typeof toolNames)[number];

/** An executable that is there. */
export interface Tool {
  readonly name: ToolName;
  /** Absolute path of the executable itself, never of a wrapper that starts it. */
  readonly path: string;
  readonly version: string;
  /** `running`: it runs this process. */
  readonly source: "running" | ".toolchain" | "PATH";
}
