import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";

const here = fileURLToPath(new URL("./", import.meta.url));

const mains = (await Array.fromAsync(glob("*/main.ts", { cwd: here }))).toSorted();

test("Each example has less than 80 lines", async () => {
  for (const main of mains) {
    const lines = (await readFile(here + main, "utf8")).trimEnd().split("\n").length;
    assert(lines < 80, `Expected ${main} to have less than 80 lines, got ${lines}`);
  }
});

test("README lists each example with its command", async () => {
  const page = await readFile(`${here}README.md`, "utf8");
  const linked = [...page.matchAll(/\]\(([^)]+main\.ts)\)/g)].map(([, main]) => main!);
  assertEquals(linked.toSorted(), mains);
  for (const main of mains) assert(page.includes(` packages/examples/${main}\``), main);
});
