import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Screen } from "./screen.ts";

const IN_TERMINAL = fileURLToPath(new URL("./in_terminal.py", import.meta.url));

/** A program in a terminal of its own, and what stands on its screen. Needs python3. */
export class TerminalProcess {
  /** The screen, as it is now. */
  readonly screen: Screen;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #exited: Promise<unknown>;

  /** Starts `command` in a terminal that is 80 columns wide. */
  constructor(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.screen = new Screen(80, 40);
    const { columns, rows } = this.screen;
    this.#process = spawn("python3", [IN_TERMINAL, String(columns), String(rows), ...command], {
      env: { ...process.env, TERM: "xterm-256color", ...env },
      stdio: "pipe",
    });
    this.#exited = once(this.#process, "close");
    this.#process.stdout.setEncoding("utf8").on("data", (text) => this.screen.write(text));
    this.#process.stderr.pipe(process.stderr);
  }

  /** Types `text`. */
  type(text: string): void {
    this.#process.stdin.write(text);
  }

  /** Waits until the screen has a line like that. The test's own timeout limits it. */
  async shows(pattern: RegExp): Promise<void> {
    const ended = this.#exited.then(() => {
      throw new Error(`Expected ${pattern} on the screen, got:\n${this.screen.lines.join("\n")}`);
    });
    ended.catch(() => {});
    while (!pattern.test(this.screen.lines.join("\n"))) {
      await Promise.race([once(this.#process.stdout, "data"), ended]);
    }
  }

  /** Waits for its end. @returns its exit code. */
  async ended(): Promise<number | null> {
    await this.#exited;
    return this.#process.exitCode;
  }

  /** Hangs up, which ends what runs there. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    await this.#exited;
  }
}
