/**
 * `deno task test:k8s`: builds a real control plane of Kubernetes, once, and runs `testing/suite.ts` against
 * it in a network of its own.
 *
 * @module
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Child } from "@stt-bench/bench";
import { createCommand, ExitCode, runProgram } from "@stt-bench/program";
import { installGoProgram, root } from "@stt-bench/toolchain";
import { NETWORK } from "./addresses.ts";
import { buildControlPlane } from "./build_control_plane.ts";
import { hostsFileIn } from "./kubelet_stand_in.ts";

const SUITE = join(import.meta.dirname!, "testing/suite.ts");

/**
 * In a network and with a file of hosts of its own: pods get addresses that no other program sees,
 * and the names of Services lead to them. Without root it is root of a user namespace.
 */
const SCRIPT = [
  "ip link set dev lo up",
  `ip route add local ${NETWORK} dev lo`,
  'mount --bind "$HOSTS_FILE" /etc/hosts',
  'exec "$@"',
].join(" && ");

function isolated(command: readonly string[]): [string, ...string[]] {
  const user = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  return ["unshare", ...user, "--net", "--mount", "sh", "-c", SCRIPT, "sh", ...command];
}

await runProgram(async (signal) => {
  const { filter } = createCommand(
    "test:k8s",
    "Tests the chart and bench:k8s against a real API server, which Go builds when it is first wanted.",
  ).option("--filter <text>", "only tests with this text in their names")
    .parse(process.argv.slice(2), { from: "user" }).opts<{ filter?: string }>();
  const tests = filter === undefined ? [] : ["--filter", filter];
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  // One that was built elsewhere will do.
  const program = process.env["CONTROL_PLANE"] ??
    await buildControlPlane(join(root, ".toolchain"), { signal, say });
  const helm = process.env["HELM"] ?? await installGoProgram("helm", { signal, say });
  const folder = await mkdtemp(join(tmpdir(), "stt-k8s-"));
  try {
    await writeFile(hostsFileIn(folder), "127.0.0.1 localhost\n");
    const suite = new Child({
      name: "suite",
      command: isolated([process.execPath, "test", "-A", "--no-check", SUITE, ...tests]),
      cwd: root,
      env: {
        CONTROL_PLANE: program,
        HELM: helm,
        K8S_FOLDER: folder,
        HOSTS_FILE: hostsFileIn(folder),
      },
      graceMs: 30_000,
      onStdoutLine: (line) => process.stdout.write(`${line}\n`),
      onStderrLine: (line) => process.stderr.write(`${line}\n`),
    });
    signal.addEventListener("abort", () => suite.kill("SIGTERM"));
    const { code } = await suite.exited;
    if (signal.aborted) return ExitCode.interrupted;
    return code === 0 ? ExitCode.pass : ExitCode.fail;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
