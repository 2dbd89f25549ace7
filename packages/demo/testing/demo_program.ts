import process from "node:process";
import { fileURLToPath } from "node:url";
import { Child } from "@stt-bench/bench";
import type { ChildExit } from "@stt-bench/bench";

/** Time for everything to start; other suites may run on the same two cores. */
const START_MS = 60_000;

/** The program behind `deno task demo`, run by itself on a free port. */
export class DemoProgram {
  /** Where the page is. */
  readonly url: string;
  /** Where the gateway is, as `ws://…`. */
  readonly gatewayUrl: string;
  /** The process of our gateway, 0 for somebody else's. */
  readonly gatewayPid: number;
  readonly #child: Child;

  private constructor(child: Child, event: Record<string, unknown>) {
    this.#child = child;
    this.url = String(event["url"]);
    this.gatewayUrl = String(event["gateway"]);
    this.gatewayPid = Number(event["pid"] ?? 0);
  }

  /**
   * Starts it.
   *
   * @throws {ChildError} if it doesn't start.
   */
  static async start(
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<DemoProgram> {
    const child = new Child({
      name: "demo",
      command: demoCommand("--port", "0", "--json", ...args),
      env,
    });
    return new DemoProgram(child, await child.listening(START_MS));
  }

  /** Its own process. */
  get pid(): number {
    return this.#child.pid!;
  }

  /** Sends it a signal, and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<ChildExit> {
    process.kill(this.pid, signal);
    return await this.#child.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stop();
  }
}

/** The command line of the program, on the runtime that runs us. */
export function demoCommand(...args: string[]): [string, ...string[]] {
  return [
    process.execPath,
    "run",
    "-A",
    fileURLToPath(new URL("../main.ts", import.meta.url)),
    ...args,
  ];
}
