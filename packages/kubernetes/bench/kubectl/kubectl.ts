import * as v from "valibot";
import { ClusterError } from "../cluster_error.ts";
import { KubectlError } from "./kubectl_error.ts";
import type { KubectlCall, KubectlExit, KubectlRunner } from "./kubectl_runner.ts";
import { shellLine } from "./shell_line.ts";

/** Which cluster, and which part of it. */
export interface KubectlTarget {
  /** Name or path of the program. */
  readonly program: string;
  readonly context: string;
  readonly namespace: string;
}

/** What a call may have besides its arguments. */
export type CallOptions = Partial<Omit<KubectlCall, "args">>;

/** A single request of the server's; a wait is many of them. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * kubectl for one namespace of one cluster: each call names both, so that no change of the current
 * context on the way can lead us elsewhere.
 */
export class Kubectl {
  readonly target: KubectlTarget;
  readonly #runner: KubectlRunner;

  constructor(target: KubectlTarget, runner: KubectlRunner) {
    this.target = target;
    this.#runner = runner;
  }

  /** The call as a shell takes it. */
  line(args: readonly string[]): string {
    return shellLine([this.target.program, ...this.#all(args)]);
  }

  /**
   * What kubectl writes to its standard output.
   *
   * @throws {KubectlError} if it fails.
   */
  async run(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const timeoutMs = options.timeoutMs ?? REQUEST_TIMEOUT_MS;
    const exit = await this.#runner.run({ ...options, timeoutMs, args: this.#all(args) });
    return this.#outputOf(args, exit);
  }

  /** The same while the process exits, when nothing can be waited for. */
  runSync(args: readonly string[], timeoutMs: number): string {
    return this.#outputOf(args, this.#runner.runSync({ args: this.#all(args), timeoutMs }));
  }

  /**
   * The JSON that a call answers, as `schema` has it.
   *
   * @throws {KubectlError} if it fails.
   * @throws {ClusterError} if it answers something else.
   */
  async json<S extends v.GenericSchema>(
    schema: S,
    args: readonly string[],
    options: CallOptions = {},
  ): Promise<v.InferOutput<S>> {
    const text = await this.run(args, options);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new ClusterError(
        `Cannot read the answer to ${this.line(args)}: expected JSON, got ${text.slice(0, 100)}`,
      );
    }
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw new ClusterError(
      `Cannot read the answer to ${this.line(args)}: ${
        v.getDotPath(issue) ?? "it"
      }: ${issue.message}`,
    );
  }

  #all(args: readonly string[]): string[] {
    const { context, namespace } = this.target;
    return ["--context", context, "--namespace", namespace, ...args];
  }

  #outputOf(args: readonly string[], exit: KubectlExit): string {
    if (exit.code === 0 && exit.failure === undefined) return exit.stdout;
    throw new KubectlError(this.line(args), exit);
  }
}
