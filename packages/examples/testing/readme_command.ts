import { readFile } from "node:fs/promises";

/** The words of the command by which the table of README.md starts `main` on a runtime. */
export async function readmeCommand(main: string, runtime: string): Promise<readonly string[]> {
  const page = await readFile(new URL("../README.md", import.meta.url), "utf8");
  for (const [, command] of page.matchAll(/\| `([^`]+)` *\|$/gm)) {
    const words = command!.split(" ");
    if (words[0] === runtime && words.at(-1) === main) return words;
  }
  throw new Error(
    `Cannot start ${main} on ${runtime}: expected its command in README.md, got none`,
  );
}
