import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findTool } from "@stt-bench/toolchain";
import { extract } from "tar";
import type { Library } from "../libraries.ts";
import { run } from "../run.ts";
import { breakAfterComments } from "./break_after_comments.ts";
import { clearFolder } from "./clear_folder.ts";

/**
 * Compiles `library` from the `stage` that `stageSources` has made into JavaScript and declarations
 * in the folder `target`. Declarations hold the public types only.
 *
 * @throws {Error} with the compiler's message, also where a public type is not written out.
 */
export async function compile(
  library: Library,
  stage: string,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const { path: deno } = await findTool("deno");
  const cwd = join(stage, library);
  const archive = join(stage, `${library}.tgz`);
  await run(deno, ["pack", "--no-source-maps", "--output", archive], { cwd, signal });
  await clearFolder(target);
  await extract({ file: archive, cwd: target, strip: 1, strict: true });
  for await (const path of glob("**/*.{js,ts}", { cwd: target })) {
    const file = join(target, path);
    await writeFile(file, breakAfterComments(await readFile(file, "utf8")));
  }
  await run(deno, ["fmt", "--quiet", "--config", join(stage, "deno.json"), target], {
    cwd: stage,
    signal,
  });
}
