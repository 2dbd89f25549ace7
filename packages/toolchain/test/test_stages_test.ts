import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { testStages } from "./test_stages.ts";
import type { Selection } from "./test_stages.ts";

const files = [
  "conformance/a_test.ts",
  "packages/core/b_test.ts",
  "packages/core/mod.ts",
  "packages/bench/soak/h_e2e_test.ts",
  "packages/bench/i_e2e_test.ts",
  "packages/gateway/c_e2e_test.ts",
  "packages/toolchain/d_test.ts",
  "runtimes/bun/e_test.ts",
  "runtimes/bun/f_e2e_test.ts",
  "runtimes/contract/g_test.ts",
];

/** The stages as lines: kind, runtime, and the letters of the files. */
function lines(selection: Partial<Selection>): string[] {
  return testStages(files, { filters: [], ...selection }).map(({ kind, runtime, files }) =>
    `${kind} ${runtime}: ${files.map((file) => /(\w)_(e2e_)?test/.exec(file)?.[1] ?? "m").join("")}`
  );
}

const rows: [selection: Partial<Selection>, stages: string[]][] = [
  [{}, ["unit deno: abmdg", "unit node: abg", "unit bun: abeg", "e2e deno: ic", "e2e deno: hf"]],
  [{ only: "unit" }, ["unit deno: abmdg", "unit node: abg", "unit bun: abeg"]],
  [{ only: "e2e" }, ["e2e deno: ic", "e2e deno: hf"]],
  [{ runtime: "deno" }, ["unit deno: abmdg", "e2e deno: ic", "e2e deno: hf"]],
  [{ runtime: "node" }, ["unit node: abg"]],
  [{ only: "e2e", runtime: "node" }, []],
  [{ filters: ["toolchain"] }, ["unit deno: d"]],
  [{ filters: ["core/", "gateway/"] }, [
    "unit deno: bm",
    "unit node: b",
    "unit bun: b",
    "e2e deno: c",
  ]],
  [{ filters: ["nowhere"] }, []],
];

for (const [selection, stages] of rows) {
  test(`testStages of ${JSON.stringify(selection)} are [${stages.join(", ")}]`, () => {
    assertEquals(lines(selection), stages);
  });
}

test("testStages keeps a stage that has no files, so that it can fail", () => {
  const stages = testStages([], { only: "e2e", filters: [] });
  assertEquals(stages, [
    { kind: "e2e", runtime: "deno", isParallel: true, files: [] },
    { kind: "e2e", runtime: "deno", files: [] },
  ]);
});
