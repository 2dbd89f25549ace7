import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";

const here = fileURLToPath(new URL("./", import.meta.url));

const folders = (await Array.fromAsync(glob("*/main.ts", { cwd: here })))
  .map((main) => main.slice(0, -"/main.ts".length)).toSorted();
const mains = folders.map((folder) => `${folder}/main.ts`);

test("Each file of an example has less than 80 lines", async () => {
  const files = await Array.fromAsync(glob(`{${folders.join()}}/*.ts`, { cwd: here }));
  for (const file of files) {
    const lines = (await readFile(here + file, "utf8")).trimEnd().split("\n").length;
    assert(lines < 80, `Expected ${file} to have less than 80 lines, got ${lines}`);
  }
});

test("README lists each example with its command", async () => {
  const page = await readFile(`${here}README.md`, "utf8");
  const linked = [...page.matchAll(/\]\(([^)]+main\.ts)\)/g)].map(([, main]) => main!);
  assertEquals(linked.toSorted(), mains);
  for (const main of mains) assert(page.includes(` packages/examples/${main}\``), main);
});
