import { ClusterError } from "../cluster_error.ts";
import type { PodProblem } from "../cluster/pod_problems.ts";

/**
 * Tells each problem of a pod at once and once, and gives up when one stays: an image may be pulled
 * at the second try, and a node may come when a pod waits for one.
 */
export class ProblemWatch {
  readonly #tell: (text: string) => void;
  readonly #patienceMs: number;
  readonly #clock: () => number;
  #sinceMs = new Map<string, number>();
  readonly #told = new Set<string>();

  constructor(tell: (text: string) => void, patienceMs: number, clock: () => number) {
    this.#tell = tell;
    this.#patienceMs = patienceMs;
    this.#clock = clock;
  }

  /**
   * These are the problems now.
   *
   * @throws {ClusterError} that names one which has stayed for too long.
   */
  observe(problems: readonly PodProblem[]): void {
    const nowMs = this.#clock();
    const before = this.#sinceMs;
    this.#sinceMs = new Map();
    for (const { pod, reason, text } of problems) {
      // kubelet goes to and fro between the first try and the pause after it.
      const key = `${pod} ${reason === "ErrImagePull" ? "ImagePullBackOff" : reason}`;
      const sinceMs = before.get(key) ?? nowMs;
      this.#sinceMs.set(key, sinceMs);
      if (!this.#told.has(key)) this.#tell(text);
      this.#told.add(key);
      if (nowMs - sinceMs >= this.#patienceMs) {
        throw new ClusterError(
          `Cannot start: expected ${pod} to run, got ${text} for ${
            Math.round((nowMs - sinceMs) / 1000)
          } s (--problem-timeout)`,
        );
      }
    }
  }
}
