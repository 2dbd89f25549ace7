import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { fakePackage, fakeVersion, integrityOfBytes, pinFake } from "../testing/fake_package.ts";
import { servePackage, whole } from "../testing/package_server.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { setUp } from "./set_up.ts";

const fake = await fakePackage();

function installedIn(root: string): string[] {
  const names = Array.from(Deno.readDirSync(join(root, ".toolchain")), ({ name }) => name);
  return names.filter((name) => name !== "lock").sort();
}

test("setUp installs a pinned runtime, and downloads nothing the second time", async () => {
  using folder = temporaryFolder();
  const root = folder.path;
  await using server = servePackage(whole(fake.bytes));
  await pinFake(root, server.url, fake.integrity);
  const path = join(root, `.toolchain/node-${fakeVersion}/bin/node`);
  const expected = [{ name: "node", version: fakeVersion, path, source: ".toolchain" }];
  assertEquals(await setUp({ root, tools: ["node"] }), expected);
  assertEquals(await setUp({ root, tools: ["node"] }), expected);
  assertEquals(server.ranges.length, 1);
  assertEquals(installedIn(root), [`node-${fakeVersion}`]);
});

test("setUp goes on with what an earlier one has downloaded", async () => {
  using folder = temporaryFolder();
  const root = folder.path;
  await using server = servePackage(
    (range) => ({ ...whole(fake.bytes)(range), body: fake.bytes.subarray(0, 0) }),
    whole(fake.bytes),
  );
  await pinFake(root, server.url, fake.integrity);
  await assertRejects(() => setUp({ root, tools: ["node"] }), Error, "Cannot download");
  const part = installedIn(root)[0] ?? "none";
  assertStringIncludes(part, ".tgz.part");
  await Deno.writeFile(join(root, ".toolchain", part), fake.bytes.subarray(0, 40_000));
  await setUp({ root, tools: ["node"] });
  assertEquals(server.ranges, [null, "bytes=40000-"]);
});

test("setUp installs nothing when the checksum is wrong", async () => {
  using folder = temporaryFolder();
  const root = folder.path;
  const wrong = (await fakePackage()).bytes;
  await using server = servePackage(whole(wrong));
  await pinFake(root, server.url, fake.integrity);
  const { message } = await assertRejects(() => setUp({ root, tools: ["node"] }));
  assertStringIncludes(message, `expected ${fake.integrity}, got ${integrityOfBytes(wrong)}`);
  assertEquals(installedIn(root), []);
});

const notAnArchive = new TextEncoder().encode("not an archive");
const otherVersion = await fakePackage("98.0.0");
const cutShort = fake.bytes.subarray(0, fake.bytes.length / 2);
const unusable = [
  { name: "is no archive", bytes: notAnArchive, says: "Cannot unpack" },
  { name: "is an archive cut short", bytes: cutShort, says: "Cannot unpack" },
  {
    name: "holds another version",
    bytes: otherVersion.bytes,
    says: `expected node ${fakeVersion}, got 98.0.0`,
  },
];

for (const { name, bytes, says } of unusable) {
  test(`setUp leaves nothing half-installed when the package ${name}`, async () => {
    using folder = temporaryFolder();
    const root = folder.path;
    await using server = servePackage(whole(bytes));
    await pinFake(root, server.url, integrityOfBytes(bytes));
    await assertRejects(() => setUp({ root, tools: ["node"] }), Error, says);
    assertEquals(installedIn(root).filter((name) => !name.endsWith(".part")), []);
  });
}

test("setUp replaces what a killed one left half-unpacked", async () => {
  using folder = temporaryFolder();
  const root = folder.path;
  await using server = servePackage(whole(fake.bytes));
  await pinFake(root, server.url, fake.integrity);
  await Deno.mkdir(join(root, `.toolchain/node-${fakeVersion}.unpacking/bin`), { recursive: true });
  await setUp({ root, tools: ["node"] });
  assertEquals(installedIn(root), [`node-${fakeVersion}`]);
});

test("setUp downloads from another registry when told to", async () => {
  using folder = temporaryFolder();
  const root = folder.path;
  await using server = servePackage(whole(fake.bytes));
  const { origin, pathname } = new URL(server.url);
  await pinFake(root, `https://registry.npmjs.org${pathname}`, fake.integrity);
  const [tool] = await setUp({ root, tools: ["node"], registry: `${origin}/` });
  assertEquals(tool?.source, ".toolchain");
});

test("setUp never downloads what has no checksum, and tells of every tool that failed", async () => {
  using folder = temporaryFolder();
  const root = folder.path;
  await pinFake(root, "http://127.0.0.1/none.tgz", fake.integrity);
  const { message } = await assertRejects(() => setUp({ root, tools: ["deno", "bun"] }));
  const [first = "", second = ""] = message.split("\n");
  assertStringIncludes(first, `Cannot install deno ${fakeVersion}: no checksum is recorded`);
  assertStringIncludes(first, `npx -y deno@${fakeVersion} task setup`);
  assertStringIncludes(second, `Cannot install bun ${fakeVersion}`);
});
