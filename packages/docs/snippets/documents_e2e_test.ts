import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { readVersions, root } from "@stt-bench/toolchain";
import { commandProblems } from "./command_problems.ts";
import { documents } from "./documents.ts";
import { headingAnchors } from "./heading_anchors.ts";
import { readCommands } from "./read_commands.ts";
import { readReference } from "./read_reference.ts";
import { runtimePlaces } from "./runtime_places.ts";

const pages = await documents();
const texts = new Map(
  await Promise.all(
    pages.map(async (page) => [page, await readFile(join(root, page), "utf8")] as const),
  ),
);

test("Every command of the documents is one that its program takes", async () => {
  const reference = await readReference();
  const { deno } = (await readVersions()).runtimes;
  const commands = [...texts].flatMap(([page, text]) =>
    readCommands(text).map((command) => ({ page, command }))
  );
  assert(commands.length > 50, `read ${commands.length} commands`);
  const problems = commands.flatMap(({ page, command }) =>
    commandProblems(command, reference, deno.version).map((problem) =>
      `${page}:${command.line}: ${command.words.join(" ")}: ${problem}`
    )
  );
  assertEquals(problems, []);
});

test("Every link between the documents leads to a file and a heading", async () => {
  const broken: string[] = [];
  for (const [page, text] of texts) {
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)) {
      if (target === undefined || /^[a-z]+:/.test(target)) continue;
      const [path, anchor] = target.split("#") as [string, string?];
      const file = path === "" ? join(root, page) : join(root, dirname(page), path);
      if (!existsSync(file)) broken.push(`${page}: ${target}: no such file`);
      else if (anchor !== undefined && file.endsWith(".md")) {
        const headings = headingAnchors(await readFile(file, "utf8"));
        if (!headings.has(anchor)) broken.push(`${page}: ${target}: no such heading`);
      }
    }
  }
  assertEquals(broken, []);
});

test("The page on adding a runtime names every file that names all runtimes", async () => {
  const page = texts.get("docs/how-to/add-a-runtime.md")!;
  const places = await runtimePlaces();
  assert(places.includes("packages/toolchain/install/tool.ts"));
  assertEquals(places.filter((path) => !page.includes(`/${path})`)), []);
});
