import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import process from "node:process";
import { EXIT_WITH_PARENT, runProgram, UsageError } from "@stt-bench/program";
import type { ExitCode } from "@stt-bench/program";
import { setUp } from "@stt-bench/toolchain";
import { programCommand, tools } from "./program_command.ts";
import type { Program } from "./program_command.ts";
import type { Runtime } from "./runtime.ts";
import { reactorVariants, variants } from "./variants.ts";

// Runs one program on its pinned runtime, in the foreground: `launch.ts loadgen --help`. Tasks need
// it, as they can name neither the version nor the place of a runtime.

type RuntimeProgram = Program & { readonly runtime: Runtime };

const programs: ReadonlyMap<string, RuntimeProgram> = new Map<string, RuntimeProgram>([
  ...Object.entries(tools),
  ...[...variants, ...reactorVariants].map((variant) =>
    [`gateway:${variant.name}`, variant] as const
  ),
]);

await runProgram(async (signal) => {
  const [name = "", ...args] = process.argv.slice(2);
  const program = programs.get(name);
  if (program === undefined) {
    const names = [...programs.keys()].join(", ");
    throw new UsageError([`Cannot launch: expected one of ${names}, got ${JSON.stringify(name)}`]);
  }
  await setUp({ tools: [program.runtime], signal });
  const command = [...await programCommand(program), ...args];
  signal.throwIfAborted();
  return await runInForeground(command, program.env ?? {}, signal);
});

/** Its own session keeps it from getting Ctrl-C twice: from the terminal, and from us. */
async function runInForeground(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ExitCode> {
  const [path = "", ...args] = command;
  const child = spawn(path, args, {
    env: { ...process.env, ...env, [EXIT_WITH_PARENT]: "1" },
    stdio: ["pipe", "inherit", "inherit"],
    detached: true,
  });
  // `child.kill` of Deno 2.9 closes the pipe too, which would end the child before it has cleaned up.
  signal.addEventListener("abort", () => child.pid && process.kill(child.pid, "SIGINT"));
  process.on("exit", () => child.kill("SIGKILL"));
  const [code, killedBy] = await once(child, "close") as [number | null, NodeJS.Signals | null];
  return (code ?? 128 + constants.signals[killedBy!]) as ExitCode;
}
