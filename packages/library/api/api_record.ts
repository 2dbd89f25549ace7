import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@stt-bench/toolchain";
import type { Library } from "../libraries.ts";
import type { PackedLibrary } from "../pack/pack_libraries.ts";
import { stripComments } from "../strip_comments.ts";

/** Where the record of `library` stands. */
export function recordFile(library: Library): string {
  return join(root, "packages/library/api", `${library}.txt`);
}

/**
 * The public types of a packed library as text that can be compared: its declarations, what
 * `mod.d.ts` exports first, without comments and imports.
 */
export async function apiRecord({ name, files, folder }: PackedLibrary): Promise<string> {
  const declarations = files.filter((file) => file.endsWith(".d.ts") && file !== "mod.d.ts");
  const sections = ["mod.d.ts", ...declarations].map(async (file) => {
    const source = stripComments(await readFile(join(folder, file), "utf8"));
    return `# ${file}\n${source.replaceAll(/^import [^;]*;\n/gm, "")}`;
  });
  return `${name}\n\n${(await Promise.all(sections)).join("\n")}`;
}
