import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { findTool } from "../install/find_tool.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { forgetContractResults, reliabilityPageProblem } from "./reliability_page.ts";

/** The problem where the contract's program does what `source` says. */
async function problemOf(source: string): Promise<string> {
  using folder = temporaryFolder();
  const contract = join(folder.path, "runtimes/contract");
  await Deno.mkdir(contract, { recursive: true });
  await Deno.writeTextFile(join(contract, "main.ts"), source);
  const deno = await findTool("deno");
  return await reliabilityPageProblem(folder.path, deno, new AbortController().signal);
}

test("reliabilityPageProblem is what the contract's program says when it fails", async () => {
  const fail = `if (Deno.args[0] === "--check") console.log("line 7"), Deno.exit(1);`;
  assertEquals(await problemOf(fail), "line 7\n");
  assert((await problemOf("Deno.exit(3)")).endsWith("--check ended with 3\n"));
});

test("reliabilityPageProblem is empty when the contract's program is content", async () => {
  assertEquals(await problemOf(`console.log("not compared")`), "");
});

test("forgetContractResults removes the contract's results and no others", async () => {
  using folder = temporaryFolder();
  await Deno.mkdir(join(folder.path, "results/contract"), { recursive: true });
  await Deno.mkdir(join(folder.path, "results/bench"));
  await Deno.writeTextFile(join(folder.path, "results/contract/deno.json"), "{}");
  await forgetContractResults(folder.path);
  await forgetContractResults(folder.path);
  const left = Array.from(Deno.readDirSync(join(folder.path, "results")), ({ name }) => name);
  assertEquals(left, ["bench"]);
});
