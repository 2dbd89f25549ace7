import { readFile, stat } from "node:fs/promises";
import { dirname, join, normalize } from "node:path/posix";
import { readManifest } from "../manifests.ts";
import { stripComments } from "../strip_comments.ts";
import { imports } from "./imports.ts";
import type { PackedLibrary } from "./pack_libraries.ts";

/** What a package holds besides what its `mod.js` and `mod.d.ts` need. */
const DOCUMENTS = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];

/** A tarball beyond this holds something that doesn't belong there. */
const MAX_TARBALL_BYTES = 64 * 1024;

/** Built-in modules that all supported runtimes have. */
const BUILT_IN = ["node:buffer", "node:crypto"];

/**
 * What is wrong with the files of a packed library: each must be a document or needed by the entry,
 * each import must be in the package or among its dependencies, and all of it must be small.
 */
export async function treeProblems(packed: PackedLibrary): Promise<string[]> {
  const { dependencies } = await readManifest(packed.id);
  const external = new Set([...Object.keys(dependencies), ...BUILT_IN]);
  const problems: string[] = [];
  const needed = new Set(DOCUMENTS);
  for (const entry of ["mod.js", "mod.d.ts"]) await walk(entry);
  for (const file of needed) if (!packed.files.includes(file)) note(`${file}, got no such file`);
  for (const file of packed.files) {
    if (needed.has(file) || await isEmpty(join(packed.folder, file))) continue;
    note(`nothing but what it needs, got ${file}`);
  }
  const { size } = await stat(packed.tarball);
  if (size > MAX_TARBALL_BYTES) note(`at most ${MAX_TARBALL_BYTES} bytes, got ${size}`);
  return problems;

  function note(problem: string): void {
    problems.push(`Cannot accept ${packed.tarball}: expected ${problem}`);
  }

  async function walk(file: string): Promise<void> {
    if (needed.has(file)) return;
    needed.add(file);
    if (!packed.files.includes(file)) return;
    for (const specifier of imports(await readFile(join(packed.folder, file), "utf8"))) {
      if (specifier.startsWith(".")) await walk(declared(file, specifier));
      else if (!external.has(specifier)) note(`${file} to import dependencies, got ${specifier}`);
    }
  }
}

/** The compiler leaves an empty module where there were only types. */
async function isEmpty(path: string): Promise<boolean> {
  if (!path.endsWith(".js")) return false;
  return ["", "export {};"].includes(stripComments(await readFile(path, "utf8")).trim());
}

/** What `specifier` means in `file`: in a declaration, `./x.js` is what `./x.d.ts` declares. */
function declared(file: string, specifier: string): string {
  const path = normalize(join(dirname(file), specifier));
  return file.endsWith(".d.ts") ? path.replace(/\.js$/, ".d.ts") : path;
}
