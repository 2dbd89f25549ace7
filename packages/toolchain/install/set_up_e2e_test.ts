import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fakePackage, pinFake } from "../testing/fake_package.ts";
import { servePackage, stalled, whole } from "../testing/package_server.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";

const program = fileURLToPath(new URL("../testing/set_up_program.ts", import.meta.url));
const fake = await fakePackage();

function startSetUp(root: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", program, root],
    stdin: "null",
    stdout: "inherit",
    stderr: "piped",
  }).spawn();
}

/** Reads lines of standard error until one holds `text`; resolves to all that was read. */
async function readUntil(child: Deno.ChildProcess, text: string): Promise<string> {
  let read = "";
  for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
    read += chunk;
    if (read.includes(text)) return read;
  }
  throw new Error(`Cannot find ${JSON.stringify(text)} in ${JSON.stringify(read)}`);
}

test("Two set-ups at once download once, and the second says that it waits", async () => {
  using folder = temporaryFolder();
  const asked = Promise.withResolvers<void>();
  const waits = Promise.withResolvers<void>();
  await using server = servePackage(async (range) => {
    asked.resolve();
    await waits.promise;
    return whole(fake.bytes)(range);
  });
  await pinFake(folder.path, server.url, fake.integrity);
  const first = startSetUp(folder.path);
  await asked.promise;
  const second = startSetUp(folder.path);
  await readUntil(second, "waiting for another set-up to finish");
  waits.resolve();
  assertStringIncludes(await readUntil(first, "is installed"), "downloading http://127.0.0.1");
  assertEquals([(await first.status).code, (await second.status).code], [0, 0]);
  assertEquals(server.ranges.length, 1);
});

test("A set-up that waits ends when it is interrupted", async () => {
  using folder = temporaryFolder();
  await pinFake(folder.path, "http://127.0.0.1/none.tgz", fake.integrity);
  await Deno.mkdir(`${folder.path}/.toolchain`);
  using lock = await Deno.create(`${folder.path}/.toolchain/lock`);
  await lock.lock(true);
  const child = startSetUp(folder.path);
  await readUntil(child, "waiting for another set-up to finish");
  child.kill("SIGTERM");
  assertEquals((await child.status).code, 130);
});

test("A set-up killed while it downloads is resumed by the next one", async () => {
  using folder = temporaryFolder();
  await using server = servePackage(stalled(fake.bytes, 30_000), whole(fake.bytes));
  await pinFake(folder.path, server.url, fake.integrity);
  await Deno.mkdir(`${folder.path}/.toolchain`);
  using watcher = Deno.watchFs(`${folder.path}/.toolchain`);
  const first = startSetUp(folder.path);
  await partOfSize(watcher, 30_000);
  first.kill("SIGKILL");
  await first.stderr.cancel();
  await first.status;
  const second = startSetUp(folder.path);
  await readUntil(second, "is installed");
  assertEquals((await second.status).code, 0);
  assertEquals(server.ranges, [null, "bytes=30000-"]);
});

/** Resolves when a `.part` file in the watched folder has `bytes` bytes. */
async function partOfSize(watcher: Deno.FsWatcher, bytes: number): Promise<void> {
  for await (const { paths } of watcher) {
    for (const path of paths.filter((path) => path.endsWith(".part"))) {
      if ((await Deno.stat(path)).size === bytes) return;
    }
  }
}
