import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { EXIT_WITH_PARENT } from "@stt-bench/program";
import { ChildError } from "./child_error.ts";
import { LineRing } from "./line_ring.ts";
import { parseListeningEvent } from "./listening_event.ts";
import type { ListeningEvent } from "./listening_event.ts";

/** What to start, and who is told of its output. */
export interface ChildOptions {
  /** What errors call it, e.g. `gateway deno`. */
  readonly name: string;
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  /** Variables on top of our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Working directory; ours if left out. */
  readonly cwd?: string;
  /** How long {@linkcode Child.stop} waits between SIGTERM and SIGKILL. */
  readonly graceMs?: number;
  /** Called with each line of its standard output. */
  readonly onStdoutLine?: (line: string) => void;
  /** Called with each line of its standard error; returns true for a line that is no log. */
  readonly onStderrLine?: (line: string) => boolean;
}

/** How a child ended. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it could not even be started, e.g. `spawn /x/node ENOENT`. */
  readonly startError?: string;
}

/** Says how a child ended, as part of a sentence. */
export function describeExit({ code, signal, startError }: ChildExit): string {
  if (startError !== undefined) return `it could not be started (${startError})`;
  return signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
}

const running = new Set<Child>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * A process that never outlives ours: it holds the read end of a pipe that the kernel closes with
 * us ({@linkcode EXIT_WITH_PARENT}), and an orderly exit of ours kills it besides.
 *
 * It leads a process group of its own. So Ctrl-C in a terminal reaches us alone and we end the
 * children in order, and a signal to it reaches its own children too.
 */
export class Child {
  readonly name: string;
  /** Settles when it has ended and all of its output was read; never rejects. */
  readonly exited: Promise<ChildExit>;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #listening = Promise.withResolvers<ListeningEvent>();
  readonly #log = new LineRing();
  readonly #graceMs: number;
  #hasExited = false;

  /** Starts it. Errors, a missing program included, come with {@linkcode exited}. */
  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#graceMs = options.graceMs ?? 5000;
    const [program, ...args] = options.command;
    this.#process = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env, [EXIT_WITH_PARENT]: "1" },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    running.add(this);
    this.exited = this.#watchExit();
    // A child that is gone breaks the pipe, which its exit says already.
    this.#process.stdin.on("error", () => {});
    this.#readLines(options);
  }

  /** Its process id; undefined if it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether it has ended. */
  get hasExited(): boolean {
    return this.#hasExited;
  }

  /** The last lines of its standard error, oldest first. */
  get log(): readonly string[] {
    return this.#log.lines;
  }

  /**
   * Waits for its {@linkcode ListeningEvent}.
   *
   * @throws {ChildError} if it ends before, or says nothing for `timeoutMs`; it is stopped then.
   * @throws the reason of `signal` when that aborts, or has aborted; it is stopped then, too.
   */
  async listening(timeoutMs = 15_000, signal?: AbortSignal): Promise<ListeningEvent> {
    const failed = Promise.withResolvers<never>();
    const fail = (got: string) =>
      failed.reject(this.error(`Cannot start ${this.name}: expected it to listen, but ${got}`));
    const abort = () => failed.reject(signal?.reason);
    const timer = setTimeout(() => fail(`it said nothing for ${timeoutMs} ms`), timeoutMs);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    this.exited.then((exit) => fail(describeExit(exit)));
    try {
      return await Promise.race([this.#listening.promise, failed.promise]);
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      failed.promise.catch(() => {});
    }
  }

  /** An error about this child, with the last lines of its log. */
  error(summary: string): ChildError {
    return new ChildError(summary, this.log);
  }

  /**
   * Sends `signal` to it and to its own children. Does nothing if it has ended: the kernel may have
   * given its id to somebody else.
   */
  kill(signal: NodeJS.Signals): void {
    if (this.pid === undefined || this.#hasExited) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // Its group is empty: it has ended.
    }
  }

  /** Ends it: SIGTERM, and SIGKILL after the grace. Does nothing if it has ended. */
  async stop(): Promise<ChildExit> {
    this.kill("SIGTERM");
    const timer = setTimeout(() => this.kill("SIGKILL"), this.#graceMs);
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }

  #watchExit(): Promise<ChildExit> {
    const ended = Promise.withResolvers<ChildExit>();
    let startError: string | undefined;
    this.#process.on("error", (error) => startError = error.message);
    // Children of its own that it left behind would keep its output open.
    this.#process.on("exit", () => this.kill("SIGKILL"));
    this.#process.on("close", (code, signal) => {
      this.#hasExited = true;
      running.delete(this);
      ended.resolve({ code, signal, ...(startError === undefined ? {} : { startError }) });
    });
    return ended.promise;
  }

  #readLines({ onStdoutLine, onStderrLine }: ChildOptions): void {
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      const event = parseListeningEvent(line);
      if (event !== undefined) this.#listening.resolve(event);
      onStdoutLine?.(line);
    });
    createInterface({ input: this.#process.stderr }).on("line", (line) => {
      if (onStderrLine?.(line) !== true) this.#log.push(line);
    });
  }
}
