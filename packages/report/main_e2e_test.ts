import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { findTool } from "@stt-bench/toolchain";
import type { ToolName } from "@stt-bench/toolchain";
import { temporaryFolder } from "./testing/temporary_folder.ts";
import { writeSampleBench } from "./testing/write_sample_bench.ts";
import { writeSampleBracket } from "./testing/write_sample_bracket.ts";

const MAIN = new URL("main.ts", import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function report(args: readonly string[], runtime: ToolName = "deno", cwd?: string) {
  const { path } = await findTool(runtime);
  const run = runtime === "deno" ? ["run", "-A"] : [];
  const command = new Deno.Command(path, {
    args: [...run, MAIN, ...args],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) } satisfies Ended;
}

/** Every file of a report by its path in it, pages and pictures as text of their bytes. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => /\.\w+$/.test(name));
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), "latin1")]));
}

test("report is the same on Deno, Node and Bun", async () => {
  using folder = temporaryFolder();
  const results = [writeSampleBench(folder.path, { rounds: 3 }), writeSampleBracket(folder.path)];
  const [deno, ...others] = await Promise.all(
    (["deno", "node", "bun"] as const).map(async (runtime) => {
      const out = join(folder.path, runtime);
      const { code, stderr } = await report([...results, "--out", out], runtime);
      assertEquals([runtime, code, stderr], [runtime, 0, ""]);
      return filesIn(out);
    }),
  );
  for (const name of ["report.html", "report.md", "summary.csv", "charts/cost.svg"]) {
    assert(deno!.get(name)!.length > 500, name);
  }
  assert(deno!.get("charts/cost.png")!.startsWith("\x89PNG"));
  for (const files of others) {
    assertEquals([...files.keys()], [...deno!.keys()]);
    for (const [name, content] of files) assert(content === deno!.get(name), name);
  }
});

test("report --json says what the files say", async () => {
  using folder = temporaryFolder();
  const directory = writeSampleBench(folder.path, { rounds: 3 });
  const { code, stdout } = await report([directory, "--json"]);
  assertEquals(code, 0);
  const { directory: out, files, tables, headline } = JSON.parse(stdout);
  assertEquals(out, join(directory, "report"));
  assertEquals([...files].sort(), [...filesIn(out).keys()]);
  const [head, ...rows] = readFileSync(join(out, "summary.csv"), "utf8").trimEnd().split("\n");
  assertEquals(Object.keys(tables.summary[0]), head!.split(","));
  const texts = tables.summary.map((row: Record<string, unknown>) =>
    Object.values(row).map((value) => value === null ? "" : String(value)).join()
  );
  assertEquals(texts, rows);
  assertStringIncludes(readFileSync(join(out, "report.md"), "utf8"), headline[0]);
});

test("report takes the newest results without arguments, and leaves files of others alone", async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, "results"));
  writeSampleBench(join(folder.path, "results"), { rounds: 1, invalid: [] });
  const bracket = writeSampleBracket(join(folder.path, "results"));
  const charts = join(bracket, "report", "charts");
  mkdirSync(charts, { recursive: true });
  for (const name of ["cost.png", "mine.png"]) writeFileSync(join(charts, name), "");
  const { code, stdout } = await report([], "deno", folder.path);
  assertEquals(code, 0);
  assertMatch(stdout, /Report: results\/2026-11-21T15-00-00Z-bracket\/report\/report\.html/);
  const names = readdirSync(charts);
  // A search has no such chart: it would be of something else.
  assertEquals([names.includes("cost.png"), names.includes("mine.png")], [false, true]);
  assert(names.includes("capacity.png"));
});

const wrong: [args: string[], code: number, stderr: RegExp][] = [
  [["--nope"], 2, /^unknown option '--nope'$/m],
  [["/nowhere"], 2, /^Cannot report: expected a folder of results, got \/nowhere: not there$/m],
  [[], 2, /^Cannot report: expected a folder of results in results\/, got none/m],
  [["empty"], 1, /^Cannot read empty: expected a folder with manifest\.json/m],
];

for (const [args, code, stderr] of wrong) {
  test(`report ${args.join(" ")} exits with ${code} and says why`, async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "empty"));
    const ended = await report(args, "deno", folder.path);
    assertEquals([ended.code, ended.stdout], [code, ""]);
    assertMatch(ended.stderr, stderr);
  });
}

test("report --help lists its flags", async () => {
  const { code, stdout } = await report(["--help"]);
  assertEquals(code, 0);
  for (const part of ["results", "--out", "--json"]) assertStringIncludes(stdout, part);
});
