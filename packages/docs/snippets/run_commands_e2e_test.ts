import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { startGateway, startSimulator } from "@stt-bench/bench";
import { findTool, root } from "@stt-bench/toolchain";
import { run } from "../run.ts";
import { documents } from "./documents.ts";
import { readCommands } from "./read_commands.ts";
import type { ShellCommand } from "./read_commands.ts";

/** Tasks that end at once, and the flag without which they don't. */
const CHEAP: Readonly<Record<string, string | undefined>> = {
  "gateway:node": "--print-config",
  "loc": undefined,
  "plan": undefined,
  "results:publish": "--dry-run",
};

const commands = (await Promise.all(
  (await documents()).map(async (page) => readCommands(await readFile(join(root, page), "utf8"))),
)).flat();

function isCheap({ words: [program, task, name = "", ...args] }: ShellCommand): boolean {
  if (program !== "deno" || task !== "task" || !(name in CHEAP)) return false;
  const flag = CHEAP[name];
  return (flag === undefined || args.includes(flag)) && !args.includes("--write");
}

test("Commands of the documents that are cheap do what they are there for", async () => {
  const cheap = new Map(commands.filter(isCheap).map((each) => [each.words.join(" "), each]));
  assertEquals(new Set(cheap.values().map(({ words }) => words[2])), new Set(Object.keys(CHEAP)));
  const { path } = await findTool("deno");
  for (const [line, { words, variables }] of cheap) {
    const env = { ...process.env, ...variables };
    const { out, error, exitCode } = await run(path, words.slice(1), env);
    assertEquals([line, exitCode], [line, 0], error);
    assert(out.length > 50, `${line}: ${out}`);
  }
});

test("What the documents ask a gateway by curl is answered", async () => {
  const urls = commands.filter(({ words }) => words[0] === "curl")
    .map(({ words }) => words.find((word) => word.startsWith("http://127.0.0.1:3000/")))
    .filter((url) => url !== undefined);
  assert(urls.length >= 2, `got ${urls}`);
  const simulator = await startSimulator();
  try {
    const gateway = await startGateway("node", { env: { INFERENCE_URL: simulator.url } });
    try {
      for (const url of urls) {
        const answer = await fetch(url.replace("http://127.0.0.1:3000", gateway.url));
        assertEquals([url, answer.status], [url, 200]);
        assert((await answer.text()).length > 0);
      }
    } finally {
      await gateway.child.stop();
    }
  } finally {
    await simulator.child.stop();
  }
});
