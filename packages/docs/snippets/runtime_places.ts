import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root, toolNames } from "@stt-bench/toolchain";

const SOURCES = [
  "{packages,runtimes}/**/*.ts",
  "charts/*/values.yaml",
  "charts/*/templates/*.tpl",
];

/** Files of tests: a failing one shows itself. */
const TESTS = /_test\.ts$|\/(testing|fixtures|node_modules)(\/|$)/;

/** Paths of files, from the root, that name every runtime: a fourth one may belong there, too. */
export async function runtimePlaces(): Promise<readonly string[]> {
  const paths = await Array.fromAsync(
    glob(SOURCES, { cwd: root, exclude: (path) => TESTS.test(path) }),
  );
  const named = await Promise.all(paths.map(async (path) => {
    return namesAll(await readFile(join(root, path), "utf8")) ? [path] : [];
  }));
  return named.flat().sort();
}

/** As items of a list or a type, or as keys. */
function namesAll(text: string): boolean {
  return toolNames.every((name) => new RegExp(`"${name}"\\s*[,|\\]);]`).test(text)) ||
    toolNames.every((name) => new RegExp(`(^|[{,])\\s*"?${name}"?: `, "m").test(text));
}
