import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseReportOptions } from "./report_options.ts";
import { temporaryFolder } from "./testing/temporary_folder.ts";

function folders(parent: string, ...names: readonly string[]): string[] {
  return names.map((name) => {
    mkdirSync(join(parent, name));
    return join(parent, name);
  });
}

test("parseReportOptions writes into the results, or beside several", async () => {
  using folder = temporaryFolder();
  const [first, second] = folders(folder.path, "a", "b") as [string, string];
  assertEquals(await parseReportOptions([first]), {
    directories: [first],
    out: join(first, "report"),
    json: false,
  });
  assertEquals(await parseReportOptions([first, second, "--json"]), {
    directories: [first, second],
    out: join(dirname(first), "report"),
    json: true,
  });
  assertEquals((await parseReportOptions(["--out", "elsewhere", first])).out, "elsewhere");
});

test("parseReportOptions names every folder that isn't there", async () => {
  using folder = temporaryFolder();
  const [there] = folders(folder.path, "a") as [string];
  const error = await assertRejects(
    () => parseReportOptions(["/gone/1", there, "/gone/2"]),
    UsageError,
  );
  assertEquals((error as UsageError).problems, [
    "Cannot report: expected a folder of results, got /gone/1: not there",
    "Cannot report: expected a folder of results, got /gone/2: not there",
  ]);
  await assertRejects(() => parseReportOptions(["--nope"]), UsageError, "unknown option '--nope'");
});
