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
