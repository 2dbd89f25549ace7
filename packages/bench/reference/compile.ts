import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";
import { root } from "@stt-bench/toolchain";
import { ChildError } from "../programs/child_error.ts";

const run = promisify(execFile);

const folder = `${root}.toolchain/reference/`;

/**
 * Compiles a program of one file in C, and returns the executable. It takes a second, each time: what
 * is measured is what the file says.
 *
 * @throws {ChildError} without a compiler, or with what that says.
 */
export async function compile(source: string): Promise<string> {
  const executable = `${folder}gateway`;
  await mkdir(folder, { recursive: true });
  await cc("-O2", "-Wall", "-Wextra", "-o", executable, source);
  return executable;
}

/**
 * The version of the compiler.
 *
 * @throws {ChildError} without one.
 */
export async function compilerVersion(): Promise<string> {
  return (await cc("-dumpfullversion", "-dumpversion")).trim();
}

async function cc(...args: readonly string[]): Promise<string> {
  try {
    return (await run("cc", [...args])).stdout;
  } catch (error) {
    const { code, stderr = "" } = error as { code?: string | number; stderr?: string };
    const got = code === "ENOENT" ? "none" : "errors";
    const summary =
      `Cannot compile the reference gateway: expected a C compiler on PATH, got ${got}`;
    throw new ChildError(summary, stderr.split("\n").filter((line) => line !== ""));
  }
}
