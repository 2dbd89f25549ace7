import { glob } from "node:fs/promises";

const members = ["packages/*", "runtimes/*", "conformance"];
const patterns = members.flatMap((member) => [`${member}/mod.ts`, `${member}/**/*_test.ts`]);

/** Every test file below `root`, and each `mod.ts` for its example, as sorted paths from there. */
export async function testFiles(root: string): Promise<string[]> {
  const exclude = (path: string) => path.includes("node_modules");
  return (await Array.fromAsync(glob(patterns, { cwd: root, exclude }))).sort();
}
