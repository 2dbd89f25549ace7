import process from "node:process";
import { goProblem } from "../go/go_problem.ts";
import { locateGoProgram } from "../go/locate_go_program.ts";
import { askRuntime } from "../install/ask_runtime.ts";
import { locateTool, onPath } from "../install/find_tool.ts";
import { toolNames } from "../install/tool.ts";
import type { Tool, ToolName } from "../install/tool.ts";
import { readVersions } from "../install/versions.ts";
import type { Pin, PinnedGoProgram } from "../install/versions.ts";
import { runCommand } from "../run_command.ts";
import { missingLibraries } from "./missing_libraries.ts";

/** What the doctor says of one tool. */
export interface Finding {
  readonly name: string;
  readonly wanted: string;
  /** The version, or what else there is; null for nothing. */
  readonly found: string | null;
  /** Where `found` is. */
  readonly from: string | null;
  readonly ok: boolean;
  /** Things work without it; `advice` says what is lost. */
  readonly optional: boolean;
  /** What to do, or what is lost; null when all is well. */
  readonly advice: string | null;
}

/** Looks at everything that the project needs, and changes nothing. */
export async function examine(root: string): Promise<Finding[]> {
  const { runtimes, go } = await readVersions(root);
  return await Promise.all([
    ...toolNames.map((name) => examineRuntime(name, runtimes[name], root)),
    examineLibraries(root),
    ...Object.entries(go).map(([name, pin]) => examineGoProgram(name, pin, root)),
    ...(process.platform === "linux" ? [examineTaskset()] : []),
  ]);
}

async function examineRuntime(name: ToolName, pin: Pin, root: string): Promise<Finding> {
  const tool = await locateTool(name, pin, root) ?? await firstOnPath(name);
  const answer = tool && await askRuntime(name, tool.path);
  const ok = answer?.version === pin.version;
  return {
    name,
    wanted: pin.version,
    found: answer?.version ?? null,
    from: tool ? `${tool.source}: ${tool.path}` : null,
    ok,
    optional: false,
    advice: ok ? null : howToInstall(name, pin, tool),
  };
}

async function firstOnPath(name: ToolName): Promise<Tool | undefined> {
  for await (const tool of onPath(name)) return tool;
  return undefined;
}

function howToInstall(name: ToolName, pin: Pin, broken: Tool | undefined): string {
  if (name === "deno") return `npx -y deno@${pin.version} task doctor`;
  if (broken?.source !== ".toolchain") return "deno task setup";
  return "remove the folder .toolchain, then: deno task setup";
}

async function examineLibraries(root: string): Promise<Finding> {
  const missing = await missingLibraries(root);
  const ok = missing.length === 0;
  return {
    name: "node_modules",
    wanted: "as in deno.lock",
    found: ok
      ? "as in deno.lock"
      : `without ${missing.slice(0, 3).join(", ")}${
        missing.length > 3 ? ` and ${missing.length - 3} more` : ""
      }`,
    from: "node_modules",
    ok,
    optional: false,
    advice: ok ? null : "deno install --frozen",
  };
}

async function examineGoProgram(
  name: string,
  pin: PinnedGoProgram,
  root: string,
): Promise<Finding> {
  const known = { name, wanted: pin.version, optional: true };
  const path = await locateGoProgram(name, pin, root);
  if (path !== undefined) {
    return { ...known, found: pin.version, from: path, ok: true, advice: null };
  }
  const problem = await goProblem(pin.go);
  const advice = problem === undefined
    ? "what needs it builds it, with Go"
    : `what needs it is skipped: ${problem}`;
  return { ...known, found: null, from: null, ok: false, advice };
}

async function examineTaskset(): Promise<Finding> {
  const version = await tasksetVersion();
  return {
    name: "taskset",
    wanted: "any",
    found: version,
    from: version === null ? null : "PATH",
    ok: version !== null,
    optional: true,
    advice: version === null
      ? "without it gateway and tools share cores and figures are noisier; it is in util-linux"
      : null,
  };
}

async function tasksetVersion(): Promise<string | null> {
  const { exitCode, output } = await runCommand("taskset", ["--version"], { cwd: "." });
  return exitCode === 0 ? /\d[\d.]*/.exec(output)?.[0] ?? "unknown" : null;
}
