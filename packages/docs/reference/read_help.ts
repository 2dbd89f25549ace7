import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { text } from "node:stream/consumers";
import { findTool, root } from "@stt-bench/toolchain";
import type { Task } from "./read_tasks.ts";

/**
 * What the program of a task says of itself.
 *
 * @throws {Error} where it says nothing, or fails.
 */
export async function readHelp({ name, main, args }: Task): Promise<string> {
  const { path } = await findTool("deno");
  const child = spawn(path, ["run", "-A", main, ...args, "--help"], {
    cwd: root,
    // Variables of the caller's would change what gateways say of themselves.
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  if (code === 0 && out.startsWith("Usage: ")) return out.trimEnd();
  throw new Error(
    `Cannot read the help of ${name}: expected it to begin with "Usage:", got exit code ${code}, ` +
      JSON.stringify((out || error).slice(0, 200)),
  );
}
