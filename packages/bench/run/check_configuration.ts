import { ExitCode, UsageError } from "@stt-bench/program";
import { root } from "@stt-bench/toolchain";
import { Child } from "../programs/child.ts";
import { programCommand, tools } from "../programs/program_command.ts";
import type { Variant } from "../programs/variants.ts";

/** A program that the environment configures. */
type Configured = Pick<Variant, "name" | "runtime" | "main" | "env">;

/**
 * Lets the simulator and the gateways read the environment, before any of them is started.
 *
 * @throws {UsageError} with each line that they say, and who says it.
 */
export async function checkConfiguration(variants: readonly Variant[]): Promise<void> {
  if (variants.length === 0) return;
  const simulator = { name: "simulator", env: {}, ...tools.inference };
  const namesByProblem = new Map<string, string[]>();
  const check = async (program: Configured) => {
    for (const problem of await problemsOf(program)) {
      namesByProblem.set(problem, [...(namesByProblem.get(problem) ?? []), program.name]);
    }
  };
  // The reference in C reads little of it, and checks nothing.
  const configured = variants.filter(({ runtime }) => runtime !== "c");
  await Promise.all([simulator, ...configured].map(check));
  if (namesByProblem.size === 0) return;
  throw new UsageError(
    [...namesByProblem].map(([problem, names]) => `${problem} (${names.sort().join(", ")})`),
  );
}

async function problemsOf(program: Configured): Promise<readonly string[]> {
  const child = new Child({
    name: program.name,
    command: [...await programCommand(program), "--print-config"],
    // What a comparison sets by itself.
    env: { PORT: "0", HOST: "127.0.0.1", INFERENCE_URL: "http://127.0.0.1", ...program.env },
    cwd: root,
  });
  const { code } = await child.exited;
  return code === ExitCode.usage ? child.log : [];
}
