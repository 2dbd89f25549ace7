import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { root } from "../root.ts";
import { importProblem, members } from "./arrows.ts";

const allowed: [file: string, specifier: string][] = [
  ["packages/core/a.ts", "@stt-bench/protocol"],
  ["packages/core/a.ts", "./b.ts"],
  ["packages/core/deep/a.ts", "../b.ts"],
  ["packages/core/a.ts", "node:events"],
  ["packages/core/a.ts", "valibot"],
  ["packages/core/mod_test.ts", "@stt-bench/core"],
  ["packages/core/a_test.ts", "@std/assert"],
  ["packages/core/a_test.ts", "./testing/fake_socket.ts"],
  ["packages/core/testing/fake_socket.ts", "@std/assert"],
  ["packages/gateway/a_e2e_test.ts", "@stt-bench/bench"],
  ["packages/gateway/a_e2e_test.ts", "@stt-bench/conformance"],
  ["packages/bench/a.ts", "@stt-bench/toolchain"],
  ["runtimes/node/a.ts", "@stt-bench/gateway"],
  ["conformance/main.ts", "@stt-bench/program"],
];

const forbidden: [file: string, specifier: string, reason: string][] = [
  ["packages/core/a.ts", "@stt-bench/gateway", "against the arrow"],
  ["packages/core/a.ts", "@stt-bench/gateway/deep.ts", "deep and against the arrow"],
  ["packages/protocol/a.ts", "@stt-bench/core", "against the arrow"],
  ["packages/core/a.ts", "@std/assert", "only for tests"],
  ["packages/core/a.ts", "@stt-bench/bench", "only for tests"],
  ["packages/core/a_test.ts", "@stt-bench/gateway", "not even for tests"],
  ["packages/core/a.ts", "../protocol/mod.ts", "by a path"],
  ["packages/core/a.ts", "../core-tools/mod.ts", "by a path"],
  ["packages/core/a_test.ts", "../../conformance/mod.ts", "by a path"],
  ["packages/core/a.ts", "../../deno.json", "out of its folder"],
  ["packages/core/a.ts", "./a_test.ts", "a test"],
  ["packages/core/a.ts", "./testing/fake_socket.ts", "a test's helper"],
  ["packages/core/a.ts", "@stt-bench/unheard-of", "not listed"],
  ["packages/unheard-of/a.ts", "node:fs", "in a folder that isn't listed"],
  ["packages/bench/a.ts", "@stt-bench/gateway", "started, not imported"],
  ["runtimes/node/a.ts", "@stt-bench/runtime-bun", "a runtime"],
  ["runtimes/node/a.ts", "../bun/native.ts", "a runtime, by a path"],
  ["packages/gateway/a.ts", "@stt-bench/runtime-bun", "a runtime"],
  ["runtimes/contract/a.ts", "@stt-bench/gateway", "started, not imported"],
];

for (const [file, specifier] of allowed) {
  test(`Arrows allow ${specifier} in ${file}`, () => {
    assertEquals(importProblem(file, specifier), undefined);
  });
}

for (const [file, specifier, reason] of forbidden) {
  test(`Arrows forbid ${specifier} in ${file}: ${reason}`, () => {
    assert(importProblem(file, specifier) !== undefined);
  });
}

test("Arrows between packages make no cycle", () => {
  const importsOf = new Map(Object.values(members).map(({ name, imports }) => [name, imports]));
  const visit = (name: string, path: readonly string[]): void => {
    assert(!path.includes(name), `${[...path, name].join(" → ")}`);
    for (const next of importsOf.get(name) ?? []) visit(next, [...path, name]);
  };
  for (const name of importsOf.keys()) visit(name, []);
});

test("Arrows list every member of the workspace by its name", () => {
  const folders = ["packages", "runtimes"]
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`));
  for (const folder of [...folders, "conformance"]) {
    const { name } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    assertEquals(members[folder]?.name, name);
  }
});
