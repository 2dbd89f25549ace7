import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { root } from "@stt-bench/toolchain";
import { libraries } from "./libraries.ts";
import { readJsrManifest, readManifest } from "./manifests.ts";

for (const library of libraries) {
  test(`jsr.json of ${library} says what its package.json says`, async () => {
    const [npm, jsr] = await Promise.all([readManifest(library), readJsrManifest(library)]);
    const { name, version, license } = jsr;
    assertEquals({ name, version, license }, {
      name: `@stt-bench/${library}`,
      version: npm.version,
      license: npm.license,
    });
  });

  test(`${library} depends on valibot and on libraries of its own version only`, async () => {
    const { version, dependencies } = await readManifest(library);
    for (const [name, range] of Object.entries(dependencies)) {
      const isOurs = libraries.some((other) => name === `@stt-bench/${other}`);
      assert(isOurs ? range === `^${version}` : name === "valibot", `${name} ${range}`);
    }
  });

  test(`The README of ${library} installs its tarball, and those that it needs`, async () => {
    const { name, version, dependencies } = await readManifest(library);
    const page = await readFile(join(root, "packages", library, "README.md"), "utf8");
    const command = /^npm install .*$/m.exec(page)?.[0] ?? "no npm install";
    const installed = [...command.matchAll(/\/dist\/(\S+)/g)].map(([, tarball]) => tarball);
    const needed = [...Object.keys(dependencies), name].filter((name) => name !== "valibot");
    assertEquals(
      installed,
      needed.map((name) => `${name.slice(1).replace("/", "-")}-${version}.tgz`),
    );
  });

  test(`${library} comes with the licence of the repository`, async () => {
    const [own, common] = await Promise.all([
      readFile(join(root, "packages", library, "LICENSE"), "utf8"),
      readFile(join(root, "LICENSE"), "utf8"),
    ]);
    assertEquals(own, common);
  });
}

test("All libraries have one version, which the changelog knows", async () => {
  const versions = await Promise.all(
    libraries.map(async (name) => (await readManifest(name)).version),
  );
  assertEquals(new Set(versions).size, 1);
  const changelog = await readFile(join(root, "CHANGELOG.md"), "utf8");
  assert(changelog.includes(versions[0]!), `expected ${versions[0]} in CHANGELOG.md`);
});
