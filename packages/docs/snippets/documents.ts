import { glob } from "node:fs/promises";
import { root } from "@stt-bench/toolchain";

/** Pages that people read; a report is data, and the reference writes itself. */
const PAGES = [
  "*.md",
  "docs/*.md",
  "docs/{how-to,explanation,results}/**/*.md",
  "charts/*/README.md",
  "packages/*/README.md",
];

/** Paths of the documents whose commands are held against the programs, from the root, sorted. */
export async function documents(): Promise<readonly string[]> {
  const exclude = (path: string) => path.includes("node_modules");
  return (await Array.fromAsync(glob(PAGES, { cwd: root, exclude }))).sort();
}
