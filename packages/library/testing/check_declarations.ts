import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findTool, root } from "@stt-bench/toolchain";
import type { PackedLibrary } from "../pack/pack_libraries.ts";
import { linkDependencies } from "../pack/stage_sources.ts";
import { run } from "../run.ts";

/**
 * Checks the declarations of `libraries` in a new folder below `folder`, as modules: compilers skip
 * declarations in `node_modules`, and their users' editors don't.
 *
 * @throws {Error} that says what is wrong with them.
 */
export async function checkDeclarations(
  libraries: readonly PackedLibrary[],
  folder: string,
): Promise<void> {
  const cwd = join(folder, "declarations");
  await mkdir(cwd);
  await linkDependencies(cwd);
  const { compilerOptions } = JSON.parse(await readFile(join(root, "deno.json"), "utf8"));
  const entries = libraries.map(({ id, name }) => [name, `./${id}/mod.ts`]);
  const imports = { ...Object.fromEntries(entries), valibot: "npm:valibot" };
  const config = { nodeModulesDir: "manual", compilerOptions, imports };
  await writeFile(join(cwd, "deno.json"), JSON.stringify(config));
  for (const packed of libraries) await copyAsModules(packed, join(cwd, packed.id));
  await run((await findTool("deno")).path, ["check", "."], { cwd });
}

async function copyAsModules({ folder, files }: PackedLibrary, target: string): Promise<void> {
  for (const file of files.filter((file) => file.endsWith(".d.ts"))) {
    const path = join(target, file.replace(/\.d\.ts$/, ".ts"));
    await mkdir(dirname(path), { recursive: true });
    const text = await readFile(join(folder, file), "utf8");
    await writeFile(path, text.replaceAll(/(from "\.[^"]+)\.js"/g, '$1.ts"'));
  }
}
