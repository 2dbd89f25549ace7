import process from "node:process";
import { findTool } from "@stt-bench/toolchain";
import { run } from "../run.ts";
import type { Task } from "./read_tasks.ts";

/**
 * What the program of a task says of itself.
 *
 * @throws {Error} where it says nothing, or fails.
 */
export async function readHelp({ name, main, args }: Task): Promise<string> {
  const { path } = await findTool("deno");
  // Other variables of the caller's would change what gateways say of themselves.
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], NO_COLOR: "1" };
  const { out, error, exitCode } = await run(path, ["run", "-A", main, ...args, "--help"], env);
  if (exitCode === 0 && out.startsWith("Usage: ")) return out.trimEnd();
  throw new Error(
    `Cannot read the help of ${name}: expected it to begin with "Usage:", got exit code ${exitCode}, ` +
      JSON.stringify((out || error).slice(0, 200)),
  );
}
