import { after, before, test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findTool, root } from "@stt-bench/toolchain";
import { apiProblem } from "./api/api_command.ts";
import { apiRecord } from "./api/api_record.ts";
import { libraries } from "./libraries.ts";
import type { Library } from "./libraries.ts";
import { readManifest } from "./manifests.ts";
import { imports } from "./pack/imports.ts";
import { treeProblems } from "./pack/tree_problems.ts";
import { run } from "./run.ts";
import { checkDeclarations } from "./testing/check_declarations.ts";
import { hasNpm, install } from "./testing/install.ts";
import { packForTests } from "./testing/pack_for_tests.ts";
import type { Packed } from "./testing/pack_for_tests.ts";
import { transpile, writeExamples } from "./testing/readme_examples.ts";
import { modulesIn } from "./testing/modules_in.ts";
import { startJsr } from "./testing/start_jsr.ts";
import { startLibraryRegistry } from "./testing/start_library_registry.ts";

let packed: Packed;

before(async () => {
  packed = await packForTests();
});

after(() => packed[Symbol.asyncDispose]());

/** What the example of each README must print. */
const outputs: Record<Library, RegExp> = {
  core:
    /^\{"type":"partial","oldest_frame_seq":1,"newest_frame_seq":1,.*"transcript":"320 samples"/,
  protocol: /^50\nCannot parse a server message: kind: .* got "too slow"/,
  websocket: /^hello\n$/,
  http2: /^PRI \* HTTP\/2\.0\nthe server closed the connection before its SETTINGS\n$/,
};

test("The public types are as recorded", async () => {
  const problems = await Promise.all(packed.libraries.map(apiProblem));
  assertEquals(problems.join(""), "");
});

test("The declarations are right by themselves, and no type of theirs is any", async () => {
  await checkDeclarations(packed.libraries, packed.folder);
  const records = await Promise.all(packed.libraries.map(apiRecord));
  assertEquals(records.join("\n").match(/^.*\bany\b.*$/gm) ?? [], []);
});

test("Every public name is documented", async () => {
  const { path } = await findTool("deno");
  for (const library of libraries) {
    const args = ["doc", "--lint", `packages/${library}/mod.ts`];
    // It also complains of types that come from another package.
    const problems = await run(path, args, { cwd: root }).then(() => "", String);
    const undocumented = problems.match(/^error\[missing-jsdoc\].*\n.*$/gm) ?? [];
    assertEquals(undocumented, []);
  }
});

test("A tarball holds its documents and what its entry needs, and nothing else", async () => {
  const problems = await Promise.all(packed.libraries.map(treeProblems));
  assertEquals(problems.flat(), []);
});

test("npm would pack the same files", async (context) => {
  if (!await hasNpm()) return context.skip("npm is not installed");
  for (const { folder, files } of packed.libraries) {
    const output = await run("npm", ["pack", "--dry-run", "--json"], { cwd: folder });
    // An array until npm 11, an object by name in some later ones.
    const [pack] = Object.values<{ files: { path: string }[] }>(JSON.parse(output));
    assertEquals(pack!.files.map(({ path }) => path).sort(), files);
  }
});

test("JSR would take the sources, without slow types, tests and fixtures", async () => {
  const { path } = await findTool("deno");
  const args = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
  const output = await run(path, args, { cwd: root });
  assertStringIncludes(output, "Success Dry run complete");
  const published = [...output.matchAll(/^Simulating publish of (\S+)@/gm)].map(([, name]) => name);
  assertEquals(published.sort(), libraries.map((name) => `@stt-bench/${name}`).sort());
  const files = [...output.matchAll(/^ +file:\S+(\/packages\/\S+)/gm)].map(([, file]) => file!);
  assertEquals(files.filter((file) => /test|_bench|example|canned|golden/.test(file)), []);
  for (const file of ["/mod.ts", "/README.md", "/LICENSE"]) {
    assertEquals(files.filter((path) => path.endsWith(file)).length, libraries.length);
  }
});

test("JSR would get sources whose imports name a registry and a range", async () => {
  const { path } = await findTool("deno");
  await using jsr = await startJsr();
  const flags = ["--token", "none", "--no-provenance", "--allow-dirty", "--no-check"];
  await run(path, ["publish", ...flags], { cwd: root, env: jsr.env });
  for (const library of libraries) {
    const { dependencies } = await readManifest(library);
    const allowed = Object.entries(dependencies).map(([name, range]) =>
      `${name.startsWith("@stt-bench/") ? "jsr" : "npm"}:${name}@${range}`
    );
    const tarball = jsr.tarballs.get(`stt-bench/packages/${library}`)!;
    const got = (await modulesIn(tarball)).flatMap(imports)
      .filter((specifier) => !/^(\.|node:)/.test(specifier));
    assertEquals([...new Set(got)].sort(), allowed.sort());
  }
});

for (const runtime of ["deno", "node", "bun"] as const) {
  test(`The READMEs' examples run on ${runtime} in a fresh folder`, async (context) => {
    if (runtime === "node" && !await hasNpm()) return context.skip("npm is not installed");
    await using registry = await startLibraryRegistry(packed.libraries, packed.folder);
    const installed = await install(runtime, registry.url, packed.folder);
    const examples = await writeExamples(installed.cwd);
    const { path } = await findTool(runtime);
    if (runtime === "deno") await run(path, ["check", ...Object.values(examples)], installed);
    for (const library of libraries) {
      const args = runtime === "deno" ? ["run", "-A", examples[library]] : [examples[library]];
      assertPrinted(library, await run(path, args, installed));
      if (runtime !== "node") continue;
      // The Node of npm's, in CI the oldest that is promised, takes no TypeScript.
      const script = await transpile(examples[library]);
      assertPrinted(library, await run("node", [script], installed));
    }
  });
}

function assertPrinted(library: Library, output: string): void {
  assert(outputs[library].test(output), `${library} printed ${output}`);
}
