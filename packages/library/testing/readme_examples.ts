import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findTool, root } from "@stt-bench/toolchain";
import { libraries } from "../libraries.ts";
import type { Library } from "../libraries.ts";
import { run } from "../run.ts";

/** Writes the example of each library's README into `folder`; gives the paths. */
export async function writeExamples(folder: string): Promise<Record<Library, string>> {
  const entries = libraries.map(async (library) => {
    const path = join(folder, `${library}.ts`);
    await writeFile(path, await readmeExample(library));
    return [library, path];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The first program in TypeScript that the README of `library` shows. */
async function readmeExample(library: Library): Promise<string> {
  const page = await readFile(join(root, "packages", library, "README.md"), "utf8");
  const code = /^```ts\n(.*?)^```$/ms.exec(page)?.[1];
  if (code === undefined) throw new Error(`Cannot find \`\`\`ts in the README of ${library}`);
  return code;
}

/** Writes the program at `path` beside it as JavaScript; gives the path. */
export async function transpile(path: string): Promise<string> {
  const target = path.replace(/\.ts$/, ".js");
  const { path: deno } = await findTool("deno");
  await run(deno, ["transpile", "--output", target, path], { cwd: dirname(path) });
  return target;
}
