import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { imported, layOut } from "./imported.ts";
import type { ModuleInfo } from "./module_info.ts";

const info: ModuleInfo = {
  modules: [
    {
      specifier: "file:///src/main.ts",
      dependencies: [
        { specifier: "./used.ts", code: { specifier: "file:///src/used.ts" } },
        // A type's import has no `code`.
        { specifier: "./types.ts", code: undefined },
        { specifier: "node:fs", code: { specifier: "node:fs" } },
        { specifier: "@scope/a", code: { specifier: "npm:@scope/a@^1.0.0" } },
      ],
    },
    { specifier: "file:///src/used.ts", dependencies: [] },
    { specifier: "file:///src/types.ts", dependencies: [] },
  ],
  redirects: { "npm:@scope/a@^1.0.0": "npm:/@scope/a@1.2.3" },
  npmPackages: {
    "@scope/a@1.2.3_peer@1.0.0": {
      name: "@scope/a",
      version: "1.2.3",
      dependencies: ["b@2.0.0", "other-platform@1.0.0"],
      localPath: "/modules/a",
    },
    "b@2.0.0": {
      name: "b",
      version: "2.0.0",
      dependencies: ["@scope/a@1.2.3_peer@1.0.0"],
      localPath: "/modules/b",
    },
    "b@3.0.0": { name: "b", version: "3.0.0", dependencies: [], localPath: "/modules/b3" },
    "other-platform@1.0.0": { name: "other-platform", version: "1.0.0", dependencies: [] },
    "unused@1.0.0": { name: "unused", version: "1.0.0", dependencies: [], localPath: "/modules/u" },
  },
};

test("imported follows what runs: no types, no package that nothing needs", () => {
  const { files, packages } = imported(info, "file:///src/main.ts");
  assertEquals([...files], ["file:///src/main.ts", "file:///src/used.ts"]);
  assertEquals([...packages], [["@scope/a", "/modules/a"], ["b", "/modules/b"]]);
});

test("imported refuses two versions of a package", () => {
  const twice: ModuleInfo = structuredClone(info);
  twice.npmPackages["b@2.0.0"]!.dependencies.push("b@3.0.0");
  const problem = "Cannot lay b out: expected one version, got /modules/b and /modules/b3";
  assertThrows(() => imported(twice, "file:///src/main.ts"), Error, problem);
});

test("layOut refuses another version of a package that another program has brought", () => {
  const packages = new Map(imported(info, "file:///src/main.ts").packages);
  layOut("b", "/modules/b", packages);
  const problem = "Cannot lay b out: expected one version, got /modules/b and /modules/b3";
  assertThrows(() => layOut("b", "/modules/b3", packages), Error, problem);
});

test("imported names a package that is not installed", () => {
  const without: ModuleInfo = { ...info, npmPackages: {} };
  const problem = "Cannot find npm:@scope/a@^1.0.0";
  assertThrows(() => imported(without, "file:///src/main.ts"), Error, problem);
});

test("imported passes on what Deno says of a module that is missing", () => {
  const broken: ModuleInfo = structuredClone(info);
  broken.modules[1]!.error = 'Module not found "file:///src/used.ts"';
  assertThrows(() => imported(broken, "file:///src/main.ts"), Error, "Module not found");
});
