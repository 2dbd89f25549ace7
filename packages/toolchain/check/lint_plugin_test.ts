import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { root } from "../root.ts";
import plugin from "./lint_plugin.ts";

function rulesBroken(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, join(root, file), source).map(({ id }) => id);
}

const arrows = "stt-bench/arrows";
const globals = "stt-bench/runtime-globals";
const rows: [file: string, source: string, broken: string[]][] = [
  ["packages/core/a.ts", `import { x } from "@stt-bench/protocol";`, []],
  ["packages/core/a.ts", `import { x } from "@stt-bench/gateway";`, [arrows]],
  ["packages/core/a.ts", `import type { X } from "@stt-bench/gateway";`, [arrows]],
  ["packages/core/a.ts", `export * from "@stt-bench/gateway";`, [arrows]],
  ["packages/core/a.ts", `export { x } from "@stt-bench/gateway";`, [arrows]],
  ["packages/core/a.ts", `export const x = 1; export { x as y };`, []],
  ["packages/core/a.ts", `await import("@stt-bench/gateway");`, [arrows]],
  ["packages/core/a.ts", "await import(`@stt-bench/gateway`);", [arrows]],
  ["packages/core/a.ts", `await import("@stt-bench/" + "protocol");`, [arrows]],
  ["packages/core/a.ts", `type X = import("@stt-bench/gateway").X;`, [arrows]],
  ["packages/core/a.ts", `// import "@stt-bench/gateway";`, []],
  ["packages/core/a.ts", `const text = 'import "@stt-bench/gateway"';`, []],
  ["packages/core/a.ts", `const pid = Deno.pid;`, [globals]],
  ["packages/core/a.ts", `const { pid } = Deno;`, [globals]],
  ["packages/core/a.ts", `const pid = globalThis.Deno;`, [globals]],
  ["packages/core/a.ts", `const isBun = typeof Bun === "object";`, [globals]],
  ["packages/core/a.ts", `type Server = Bun.Server;`, [globals]],
  ["packages/core/a.ts", `type Runtime = typeof Deno;`, [globals]],
  ["packages/core/a.ts", `const names = { Deno: 1 }; names.Deno;`, []],
  ["packages/core/a_test.ts", `Deno.test("a", () => {});`, [globals]],
  ["packages/core/a_e2e_test.ts", `Deno.execPath();`, []],
  ["packages/loadgen/main.ts", `Deno.exit();`, []],
  ["packages/toolchain/a.ts", `Deno.exit();`, []],
  ["runtimes/bun/native.ts", `Bun.serve({});`, []],
];

for (const [file, source, broken] of rows) {
  const verdict = broken.length > 0 ? `breaks ${broken}` : "is fine";
  test(`Lint plugin: ${source} in ${file} ${verdict}`, () => {
    assertEquals(rulesBroken(file, source), broken);
  });
}
