import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { arrowProblem, members } from "./arrows.ts";

const Dependencies = v.optional(v.record(v.string(), v.string()), {});

const Manifest = v.object({
  name: v.string(),
  dependencies: Dependencies,
  peerDependencies: Dependencies,
  devDependencies: Dependencies,
});

/** What matters here of a `package.json`. */
export type Manifest = v.InferOutput<typeof Manifest>;

/** The dependencies between packages, in every member's `package.json`, that arrows forbid. */
export async function workspaceProblems(root: string): Promise<string[]> {
  const problems = Object.keys(members).map(async (folder) => {
    const text = await readFile(join(root, folder, "package.json"), "utf8");
    return manifestProblems(folder, v.parse(Manifest, JSON.parse(text)));
  });
  return (await Promise.all(problems)).flat();
}

/** The dependencies that arrows forbid `folder`; only tests use its `devDependencies`. */
export function manifestProblems(folder: string, manifest: Manifest): string[] {
  const names = new Set(Object.values(members).map(({ name }) => name));
  const check = (dependencies: Record<string, string>, inTest: boolean) =>
    Object.keys(dependencies)
      .filter((name) => names.has(name) || name.startsWith("@stt-bench/"))
      .map((name) => arrowProblem(folder, name, inTest))
      .filter((problem) => problem !== undefined)
      .map((problem) => `Cannot accept ${folder}/package.json: ${problem}`);
  return [
    ...check(manifest.dependencies, false),
    ...check(manifest.peerDependencies, false),
    ...check(manifest.devDependencies, true),
  ];
}
