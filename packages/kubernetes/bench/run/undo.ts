import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kubectl } from "../kubectl/kubectl.ts";
import { KubectlError } from "../kubectl/kubectl_error.ts";
import { OUTAGE_MS } from "./ask_patiently.ts";

/** One thing that has to be undone. */
export interface UndoStep {
  /** What it does, e.g. `scale gateway bun to zero`. */
  readonly title: string;
  readonly args: readonly string[];
}

/** How long one step may take: a foreground deletion waits for the pods to be gone. */
const STEP_TIMEOUT_MS = 120_000;
/** The same while the process exits, and a person waits for their prompt. */
const EXIT_TIMEOUT_MS = 15_000;

/**
 * What we have changed in the cluster and must take back, whatever happens: at the end of a run, on
 * the first Ctrl-C in order, on the second one while the process exits. Only SIGKILL gets past it.
 *
 * Each step is noted *before* the change it takes back, and can be done twice.
 */
export class Undo {
  readonly #kubectl: Kubectl;
  readonly #write: (line: string) => void;
  readonly #pauseMs: number;
  #steps: UndoStep[] = [];
  readonly #leftovers: UndoStep[] = [];
  readonly #atExit = () => this.#runAtExit();

  /**
   * @param write says what could not be undone, and how to do it by hand.
   * @param pauseMs between two tries while the server doesn't answer.
   */
  constructor(kubectl: Kubectl, write: (line: string) => void, pauseMs: number) {
    this.#kubectl = kubectl;
    this.#write = write;
    this.#pauseMs = pauseMs;
    process.on("exit", this.#atExit);
  }

  /** What has to be done as things stand, the last change first. */
  get pending(): readonly UndoStep[] {
    return this.#steps.toReversed();
  }

  /** What could not be undone. */
  get leftovers(): readonly UndoStep[] {
    return this.#leftovers;
  }

  /** Notes a step; call it before the change. */
  add(step: UndoStep): void {
    this.#steps.push(step);
  }

  /** The change of `step` was not made: it must not be taken back. */
  cancel(step: UndoStep): void {
    this.#steps = this.#steps.filter((other) => other !== step);
  }

  /**
   * Does all steps, the last change first. One that fails doesn't keep the others from being done,
   * and is told with the command that does it.
   */
  async run(): Promise<void> {
    for (const step of this.pending) {
      try {
        await this.#runPatiently(step);
      } catch (error) {
        this.#leftovers.push(step);
        this.#tell(step, error);
      }
      this.cancel(step);
    }
  }

  /** Nothing of ours is left: the process may exit without it. */
  close(): void {
    process.off("exit", this.#atExit);
  }

  async #runPatiently({ args }: UndoStep): Promise<void> {
    const endMs = performance.now() + OUTAGE_MS;
    for (;;) {
      try {
        await this.#kubectl.run(args, { timeoutMs: STEP_TIMEOUT_MS });
        return;
      } catch (error) {
        const isTransient = error instanceof KubectlError && error.isTransient;
        if (!isTransient || performance.now() >= endMs) throw error;
      }
      await sleep(this.#pauseMs);
    }
  }

  #runAtExit(): void {
    if (this.#steps.length > 0) this.#write("Interrupted again: undoing what is left …");
    for (const step of this.pending) {
      try {
        this.#kubectl.runSync(step.args, EXIT_TIMEOUT_MS);
      } catch (error) {
        this.#tell(step, error);
      }
    }
    this.#steps = [];
  }

  #tell({ title, args }: UndoStep, error: unknown): void {
    this.#write(`! Cannot ${title}: ${(error as Error).message}`);
    this.#write(`! Do it by hand: ${this.#kubectl.line(args)}`);
  }
}
