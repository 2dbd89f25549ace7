import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as v from "valibot";
import type { ToolName } from "./tool.ts";

const Answer = v.object({ version: v.string(), path: v.string() });

const print: Record<ToolName, readonly string[]> = {
  deno: ["eval", "--no-config", "-p"],
  node: ["-p"],
  bun: ["-p"],
};

/**
 * Asks the runtime `name` behind `command` for its version and its own path, which are not
 * `command`'s where that is a wrapper (npm's, a version manager's). A wrapper would survive or
 * swallow signals and hide the CPU time of the process behind it.
 *
 * Resolves to undefined when `command` doesn't run or doesn't answer.
 */
export async function askRuntime(
  name: ToolName,
  command: string,
): Promise<{ version: string; path: string } | undefined> {
  const question = `JSON.stringify({version:process.versions.${name},path:process.execPath})`;
  try {
    const running = promisify(execFile)(command, [...print[name], question]);
    // A wrapper that would ask its user something gets no answer, rather than waiting for one.
    running.child.stdin?.end();
    return v.parse(Answer, JSON.parse((await running).stdout));
  } catch {
    return undefined;
  }
}
