import type { PinnedGoProgram } from "../install/versions.ts";
import { runCommand } from "../run_command.ts";

/** Why the Go of this machine can't build what asks for Go `wanted`; undefined when it can. */
export async function goProblem(wanted: PinnedGoProgram["go"]): Promise<string | undefined> {
  const help = `it takes Go ≥ ${wanted} (https://go.dev/dl) on PATH to build it, got`;
  const { exitCode, output } = await runCommand("go", ["env", "GOVERSION", "GOTOOLCHAIN"], {
    cwd: ".",
  });
  if (exitCode !== 0) return `${help} none`;
  const [version = "", toolchain = ""] = output.trim().split("\n");
  if (atLeast(version, wanted) || (atLeast(version, "1.21.0") && toolchain !== "local")) {
    return undefined;
  }
  return `${help} ${version}`;
}

/** Since 1.21 a Go fetches the newer one that a module asks for, unless it is told not to. */
function atLeast(version: string, wanted: string): boolean {
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  const [have, want] = [numbers(version), numbers(wanted)];
  const at = want.findIndex((number, i) => number !== (have[i] ?? 0));
  return at === -1 || (have[at] ?? 0) > want[at]!;
}
