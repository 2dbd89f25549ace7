import { setUp } from "@stt-bench/toolchain";
import { tools } from "../programs/program_command.ts";
import type { Executor, Runtime } from "../programs/runtime.ts";
import { compilerVersion } from "../reference/compile.ts";
import type { Progress } from "./progress.ts";
import type { Target } from "./target.ts";

/** Installs the runtimes of `targets` and of the tools that are missing, and gives their versions. */
export async function setUpRuntimes(
  targets: readonly Target[],
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadonlyMap<Executor, string>> {
  const own = targets.flatMap((target) => target.kind === "own" ? [target.variant] : []);
  const all = new Set([...own, ...Object.values(tools)].map(({ runtime }) => runtime));
  const wanted = [...all].filter((runtime) => runtime !== "c");
  return await progress.step({ title: "set-up" }, async (report) => {
    const listener = {
      step: (tool: Runtime, text: string) => report(`${tool}: ${text}`),
      waits: () => report("waiting for another set-up"),
    };
    const found = await setUp({ tools: wanted, signal, listener });
    report(found.map(({ name, version, source }) => `${name} ${version} (${source})`).join(", "));
    return new Map<Executor, string>([
      ...found.map(({ name, version }) => [name, version] as const),
      ...(all.has("c") ? [["c", await compilerVersion()] as const] : []),
    ]);
  });
}
