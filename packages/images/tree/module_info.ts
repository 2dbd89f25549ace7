import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as v from "valibot";

const Target = v.optional(v.object({ specifier: v.optional(v.string()) }));

const ModuleInfo = v.object({
  modules: v.array(v.object({
    specifier: v.string(),
    error: v.optional(v.string()),
    dependencies: v.optional(
      v.array(v.object({ specifier: v.string(), code: Target })),
      [],
    ),
  })),
  redirects: v.record(v.string(), v.string()),
  npmPackages: v.record(
    v.string(),
    v.object({
      name: v.string(),
      version: v.string(),
      dependencies: v.array(v.string()),
      localPath: v.optional(v.string()),
    }),
  ),
});

/** What `deno info --json` says of a program, as far as it matters here. */
export type ModuleInfo = v.InferOutput<typeof ModuleInfo>;

/**
 * Asks Deno, which is at the path `deno`, what the file `main` imports.
 *
 * @throws {Error} that quotes Deno when it cannot read the program.
 */
export async function readModuleInfo(deno: string, main: string): Promise<ModuleInfo> {
  const args = ["info", "--json", main];
  const { stdout } = await promisify(execFile)(deno, args, { maxBuffer: 64 * 1024 * 1024 });
  return v.parse(ModuleInfo, JSON.parse(stdout));
}
