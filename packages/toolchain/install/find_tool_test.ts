import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { fakeVersion, pinFake } from "../testing/fake_package.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { root as repository } from "../root.ts";
import { findTool } from "./find_tool.ts";
import { versionsFile } from "./versions.ts";

const integrity = `sha512-${"A".repeat(86)}==`;

/** Writes a script that answers like a Node of `version` whose executable is `/real/node`. */
async function writeWrapper(path: string, version: string): Promise<void> {
  const script = `#!/bin/sh\necho '{"version":"${version}","path":"/real/node"}'\n`;
  await writeFile(path, script, { mode: 0o755 });
}

async function withPath<T>(folders: readonly string[], run: () => Promise<T>): Promise<T> {
  const before = process.env["PATH"] ?? "";
  process.env["PATH"] = [...folders, before].join(delimiter);
  try {
    return await run();
  } finally {
    process.env["PATH"] = before;
  }
}

test("findTool takes the Deno that is running when it is the pinned one", async () => {
  using folder = temporaryFolder();
  await copyFile(join(repository, versionsFile), join(folder.path, versionsFile));
  assertEquals(await findTool("deno", folder.path), {
    name: "deno",
    version: Deno.version.deno,
    path: Deno.execPath(),
    source: "running",
  });
});

test("findTool takes the pinned version from PATH, by its own path, past another one", async () => {
  using folder = temporaryFolder();
  const [first, second] = [join(folder.path, "first"), join(folder.path, "second")];
  for (const bin of [first, second]) await mkdir(bin);
  await writeWrapper(join(first, "node"), "98.0.0");
  await writeWrapper(join(second, "node"), fakeVersion);
  await pinFake(folder.path, "http://127.0.0.1/node.tgz", integrity);
  const tool = await withPath([first, second], () => findTool("node", folder.path));
  assertEquals(tool, { name: "node", version: fakeVersion, path: "/real/node", source: "PATH" });
});

test("findTool passes by a wrapper on PATH that asks its user something", async () => {
  using folder = temporaryFolder();
  const [first, second] = [join(folder.path, "first"), join(folder.path, "second")];
  for (const bin of [first, second]) await mkdir(bin);
  const asking = "#!/bin/sh\necho 'Install it? (y/n)'\nread answer\n";
  await writeFile(join(first, "node"), asking, { mode: 0o755 });
  await writeWrapper(join(second, "node"), fakeVersion);
  await pinFake(folder.path, "http://127.0.0.1/node.tgz", integrity);
  const tool = await withPath([first, second], () => findTool("node", folder.path));
  assertEquals(tool.path, "/real/node");
});

test("findTool prefers .toolchain to PATH", async () => {
  using folder = temporaryFolder();
  await pinFake(folder.path, "http://127.0.0.1/node.tgz", integrity);
  const installed = join(folder.path, `.toolchain/node-${fakeVersion}/bin`);
  await mkdir(installed, { recursive: true });
  await writeWrapper(join(installed, "node"), fakeVersion);
  await writeWrapper(join(folder.path, "node"), fakeVersion);
  const tool = await withPath([folder.path], () => findTool("node", folder.path));
  assertEquals([tool.source, tool.path], [".toolchain", join(installed, "node")]);
});

test("findTool says how to install what is nowhere", async () => {
  using folder = temporaryFolder();
  await pinFake(folder.path, "http://127.0.0.1/node.tgz", integrity);
  await assertRejects(
    () => findTool("node", folder.path),
    Error,
    `Cannot find node ${fakeVersion}: expected it in .toolchain or on PATH; install it with`,
  );
});
