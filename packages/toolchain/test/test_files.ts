import { glob } from "node:fs/promises";

const patterns = ["packages/**/*_test.ts", "conformance/**/*_test.ts", "runtimes/**/*_test.ts"];

/** Every test file below `root`, as sorted paths from there. */
export async function testFiles(root: string): Promise<string[]> {
  const exclude = (path: string) => path.includes("node_modules");
  return (await Array.fromAsync(glob(patterns, { cwd: root, exclude }))).sort();
}
