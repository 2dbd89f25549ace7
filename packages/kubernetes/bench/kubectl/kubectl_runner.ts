/** How one call of kubectl ended. */
export interface KubectlExit {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Set where it ended for another reason than its own: it is missing, or took too long. */
  readonly failure?: "missing" | "timeout" | "too much output";
}

/** What a call gets, and how long it may take. */
export interface KubectlCall {
  /** All arguments, those that say which cluster included. */
  readonly args: readonly string[];
  /** What it reads from its standard input. */
  readonly input?: string;
  readonly timeoutMs: number;
  /** Ends it early; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Hears each line of its standard output at once; the exit then has none. */
  readonly onLine?: (line: string) => void;
}

/** Runs kubectl: as a process, or whatever a test has in its place. */
export interface KubectlRunner {
  /** Never rejects but for an abort: a call that fails has an exit that says so. */
  run(call: KubectlCall): Promise<KubectlExit>;
  /** The same when nothing can be waited for any more: while the process exits. */
  runSync(call: Omit<KubectlCall, "signal" | "onLine">): KubectlExit;
}
