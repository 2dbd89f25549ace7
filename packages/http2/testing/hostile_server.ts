import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Child } from "@stt-bench/bench";

/** Debian's Python, the one that has Debian's packages. */
const PYTHON = "/usr/bin/python3";

const script = fileURLToPath(new URL("servers/hostile_server.py", import.meta.url));

/** Why {@linkcode startHostileServer} cannot work here; undefined when it can. */
export function hostileServerProblem(): string | undefined {
  const code = "import h2, hyperframe.frame; assert h2.__version__ >= '4'";
  try {
    execFileSync(PYTHON, ["-c", code], { stdio: "pipe" });
    return undefined;
  } catch {
    return `expected ${PYTHON} with the module h2 ≥ 4 (python3-h2), got none`;
  }
}

/** A server that runs. Its `log` has what the client has done wrong, as h2 judges it. */
export interface HostileServer {
  readonly child: Child;
  readonly url: string;
}

/**
 * Starts a server of python3-h2 that commits `mischief`, one of the classes of `hostile_server.py`.
 * Where it answers, it does with what the service at `upstream` says, or with the hash of the body.
 *
 * @throws {ChildError} when it does not listen.
 */
export async function startHostileServer(
  mischief: string,
  upstream?: string,
): Promise<HostileServer> {
  const child = new Child({
    name: `hostile server ${mischief}`,
    command: [PYTHON, "-B", script, mischief, ...(upstream === undefined ? [] : [upstream])],
  });
  return { child, url: (await child.listening()).url };
}
