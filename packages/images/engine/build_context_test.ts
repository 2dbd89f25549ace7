import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import type { Step } from "../dockerfile/parse_dockerfile.ts";
import { BuildContext } from "./build_context.ts";
import { copyStep } from "./copy_step.ts";

const files = {
  ".dockerignore": "**\n!packages/**\n!deno.json\n**/*_test.ts\n",
  "deno.json": "{}",
  "secret.env": "x",
  "packages/a/main.ts": "main",
  "packages/a/main_test.ts": "test",
  "packages/b/deep/file.ts": "deep",
  "packages/b/node_modules/x/index.js": "x",
  "results/run.json": "{}",
};

async function withFiles(use: (folder: string) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, "in", path)), { recursive: true });
      await writeFile(join(folder, "in", path), text);
    }
    await use(folder);
  });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  await writeFile(join(folder, ".dockerignore"), "");
  const { files } = await BuildContext.read(folder);
  return files.filter((path) => path !== ".dockerignore");
}

function copy(text: string, flags: Record<string, string> = {}): Step {
  return { keyword: "COPY", line: 1, text, flags, values: {} };
}

test("BuildContext has what .dockerignore lets through", () =>
  withFiles(async (folder) => {
    const context = await BuildContext.read(join(folder, "in"));
    assertEquals(context.files, ["deno.json", "packages/a/main.ts", "packages/b/deep/file.ts"]);
    const asked = ["deno.json", "packages/b", ".", "secret.env", "packages/a/main_test.ts", "pack"];
    assertEquals(asked.map((path) => context.has(path)), [true, true, true, false, false, false]);
  }));

const cases: [step: string, copied: string[]][] = [
  [". .", ["src/deno.json", "src/packages/a/main.ts", "src/packages/b/deep/file.ts"]],
  ["packages/b /lib", ["lib/deep/file.ts"]],
  ["deno.json /lib/", ["lib/deno.json"]],
  ["deno.json other.json", ["src/other.json"]],
  ["deno.json packages/a/main.ts ./", ["src/deno.json", "src/main.ts"]],
];

for (const [text, copied] of cases) {
  test(`COPY ${text} puts files where Docker would`, () =>
    withFiles(async (folder) => {
      const context = await BuildContext.read(join(folder, "in"));
      const root = join(folder, "out");
      await mkdir(root);
      await copyStep(copy(text), { root, workingDirectory: "/src", context, stages: new Map() });
      assertEquals(await filesIn(root), copied);
    }));
}

test("COPY takes a folder's contents from an earlier stage", () =>
  withFiles(async (folder) => {
    const context = await BuildContext.read(join(folder, "in"));
    const root = join(folder, "out");
    await mkdir(root);
    const stages = new Map([["files", join(folder, "in")]]);
    const places = { root, workingDirectory: "/", context, stages };
    await copyStep(copy("/packages/a /app", { from: "files" }), places);
    assertEquals(await filesIn(root), ["app/main.ts", "app/main_test.ts"]);
  }));

test("COPY says what is missing, and where", () =>
  withFiles(async (folder) => {
    const context = await BuildContext.read(join(folder, "in"));
    const places = { root: folder, workingDirectory: "/", context, stages: new Map() };
    const fails = (text: string, flags: Record<string, string>, message: string) =>
      assertRejects(() => copyStep(copy(text, flags), places), Error, message);
    await fails("secret.env .", {}, "Cannot copy secret.env: expected it in the build context");
    await fails("/a /b", { from: "x" }, "Cannot copy a stage called x");
  }));
