import process from "node:process";
import { ExitCode } from "@stt-bench/program";
import { root } from "../root.ts";
import { runCommand } from "../run_command.ts";
import { workspaceProblems } from "./manifest_problems.ts";

/** One static check: a title, and the lines that say what is wrong, none when all is well. */
interface StaticCheck {
  readonly title: string;
  run(signal: AbortSignal): Promise<string>;
}

const checks: readonly StaticCheck[] = [
  { title: "format", run: deno("fmt", "--check") },
  { title: "lint", run: deno("lint") },
  { title: "types", run: deno("check", "--doc") },
  {
    title: "package.json arrows",
    run: async () => (await workspaceProblems(root)).join("\n"),
  },
];

/** `check`: runs every static check, and prints what each one finds. */
export async function checkCommand(signal: AbortSignal): Promise<ExitCode> {
  let ok = true;
  for (const { title, run } of checks) {
    const startedMs = performance.now();
    const problems = await run(signal);
    if (signal.aborted) return ExitCode.interrupted;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    const verdict = problems === "" ? "ok" : "FAILED";
    process.stdout.write(`check: ${title} ${verdict} (${seconds} s)\n`);
    if (problems !== "") process.stdout.write(`${problems.trimEnd()}\n`);
    ok &&= problems === "";
  }
  return ok ? ExitCode.pass : ExitCode.fail;
}

function deno(...args: string[]): StaticCheck["run"] {
  return async (signal) => {
    const { exitCode, output } = await runCommand(Deno.execPath(), args, { cwd: root, signal });
    return exitCode === 0 ? "" : output || `deno ${args[0]} ended with ${exitCode}`;
  };
}
