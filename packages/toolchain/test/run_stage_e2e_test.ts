import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findTool } from "../install/find_tool.ts";
import { toolNames } from "../install/tool.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { runStage } from "./run_stage.ts";
import type { StageResult } from "./run_stage.ts";

const mixed = `import { test } from "node:test";
test("passes > well", () => {});
test("fails", () => { throw new Error("the reason"); });
test("comes later", { skip: "a reason" }, () => {});
`;

/** As fast-check words it; without seed and path nobody finds the failure again. */
const SEED = '{ seed: 7, path: "0:1:0", endOnFailure: true }';

const failingProperty = `import { test } from "node:test";
test("property", () => {
  const message = ${JSON.stringify(`Property failed after 1 tests\n${SEED}\nCounterexample: [0]`)};
  throw new Error(message, { cause: new Error("the reason") });
});
`;

async function run(runtime: (typeof toolNames)[number], source: string): Promise<StageResult> {
  using folder = temporaryFolder();
  await Deno.writeTextFile(join(folder.path, "a_test.ts"), source);
  const stage = { kind: "unit", runtime, files: ["a_test.ts"] } as const;
  return await runStage(stage, await findTool(runtime), folder.path, new AbortController().signal);
}

for (const runtime of toolNames) {
  test(`runStage counts tests on ${runtime}, and tells why one failed`, async () => {
    const { passed, failed, skipped, output } = await run(runtime, mixed);
    assertEquals({ passed, failed, skipped }, { passed: 1, failed: 1, skipped: 1 });
    assertStringIncludes(output, "the reason");
    assert(!/✔|\(pass\)| ok \(/.test(output), output);
  });

  test(`runStage tells on ${runtime} with which seed and path a property fails again`, async () => {
    const { output } = await run(runtime, failingProperty);
    assertStringIncludes(output, SEED);
    assertStringIncludes(output, "the reason");
  });

  test(`runStage fails on ${runtime} when a file cannot be loaded`, async () => {
    const { failed, output } = await run(runtime, `throw new Error("the reason");`);
    assertEquals(failed, 1);
    assertStringIncludes(output, "the reason");
  });

  test(`runStage fails on ${runtime} when there is no test`, async () => {
    const { passed, failed } = await run(runtime, "export {};");
    assertEquals({ passed, failed }, { passed: 0, failed: 1 });
  });
}
