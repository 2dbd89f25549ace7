import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { leaveReport } from "./leave_report.ts";

test("leaveReport says why there is no report, and throws nothing: what was measured stands", async () => {
  await inFolder(async (folder) => {
    const written: string[] = [];
    const { write } = process.stderr;
    process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
    try {
      writeFileSync(join(folder, "manifest.json"), "{}");
      assertEquals(await leaveReport(folder), undefined);
    } finally {
      process.stderr.write = write;
    }
    const [problem, advice] = written.join("").split("\n");
    assertMatch(
      problem!,
      /^! Cannot make the report, the results are whole: Cannot read .*manifest/,
    );
    assertEquals(advice, `! Try again: deno task report ${folder}`);
  });
});
