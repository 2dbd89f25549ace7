import type { KubectlExit } from "./kubectl_runner.ts";

/**
 * What kept a call of kubectl from its purpose.
 *
 * - `missing`: there is no such program;
 * - `context`: the configuration has no such context;
 * - `unauthorized`: the server doesn't know who we are;
 * - `forbidden`: it knows, and we may not;
 * - `not-found`: there is no such object;
 * - `conflict`: there is one already, or it has changed meanwhile;
 * - `unreachable`: the server didn't answer, or not in time;
 * - `other`: what kubectl says itself.
 */
export type KubectlProblem =
  | "missing"
  | "context"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "unreachable"
  | "other";

/** Texts of kubectl 1.32 to 1.37, the first that fits. */
const SIGNS: readonly [KubectlProblem, RegExp][] = [
  [
    "context",
    /context .* (does not exist|was not found)|no context exists|current-context is not set/i,
  ],
  ["unauthorized", /unauthorized|must be logged in|provide credentials/i],
  ["forbidden", /forbidden/i],
  ["not-found", /notfound|not found|the server could not find/i],
  ["conflict", /alreadyexists|already exists|conflict|expected replicas to be/i],
  [
    "unreachable",
    /unable to connect|connection refused|i\/o timeout|dial tcp|no such host|tls handshake|request timed out|serviceunavailable|service unavailable|unable to handle the request|context deadline exceeded|too many requests/i,
  ],
];

const HELP: Partial<Readonly<Record<KubectlProblem, string>>> = {
  missing: "install kubectl, or name it with --kubectl",
  context: "`kubectl config get-contexts` lists those that there are",
  unauthorized: "log in to the cluster again",
  forbidden: "charts/stt-bench/README.md lists the rights that bench:k8s needs",
  unreachable: "is the cluster up, and the network?",
};

/** A call of kubectl that failed. */
export class KubectlError extends Error {
  override name = "KubectlError";
  readonly problem: KubectlProblem;
  /** The call as a shell takes it. */
  readonly command: string;

  constructor(command: string, exit: KubectlExit) {
    const problem = problemOf(exit);
    const help = HELP[problem];
    super(`Cannot run ${command}: ${describe(exit)}${help === undefined ? "" : ` (${help})`}`);
    this.problem = problem;
    this.command = command;
  }

  /** Whether the same call may succeed a moment later. */
  get isTransient(): boolean {
    return this.problem === "unreachable";
  }
}

function problemOf({ failure, stderr }: KubectlExit): KubectlProblem {
  if (failure === "missing") return "missing";
  if (failure === "timeout") return "unreachable";
  return SIGNS.find(([, sign]) => sign.test(stderr))?.[0] ?? "other";
}

function describe({ code, stderr, failure }: KubectlExit): string {
  if (failure === "missing") return "there is no such program";
  if (failure === "timeout") return "it took too long";
  if (failure !== undefined) return failure;
  const said = stderr.trim().split("\n").slice(-3).join(" ").slice(0, 500);
  return said === "" ? `exit code ${code}` : said;
}
