import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals, assertRejects } from "@std/assert";
import { findTool } from "@stt-bench/toolchain";
import { inFolder } from "@stt-bench/program/testing";
import { parsePublishOptions } from "./publish_options.ts";
import { referenceProtocol } from "./reference_protocol.ts";
import { runProtocol } from "./run_protocol.ts";

const fake = fileURLToPath(new URL("../testing/fake_bench.ts", import.meta.url));
const { path: node } = await findTool("node");
const steps = referenceProtocol(parsePublishOptions(["--profile", "quick"]), 2);

test("runProtocol runs each step, ends with Ctrl-C, and goes on where it was", async () => {
  await inFolder(async (directory) => {
    const said: string[] = [];
    const interruption = new AbortController();
    const run = {
      steps,
      directory,
      commandOf: (program: string) => [node, fake, program] as const,
      signal: interruption.signal,
      say(line: string) {
        said.push(line);
        if (line === "holds") interruption.abort();
      },
    };
    await writeFile(join(directory, "hold"), "");
    const first = await runProtocol(run);
    assertEquals(first.map((folder) => basename(folder)), ["2026-11-21T12-00-00Z-cost"]);

    await rm(join(directory, "hold"));
    said.length = 0;
    const all = await runProtocol({ ...run, signal: new AbortController().signal });
    assertEquals(
      all.map((folder) => basename(folder)),
      ["cost", "capacity", "scaling"].map((name) => `2026-11-21T12-00-00Z-${name}`),
    );
    assertEquals(said.filter((line) => !line.startsWith("step")), ["resumed", "bench scaling"]);
    assertEquals(said[0], `step 1 of 3, cost: measured already, ${all[0]}`);
  });
});

test("runProtocol says which step left no whole results, and how to go on", async () => {
  await inFolder(async (directory) => {
    const run = {
      steps,
      directory,
      commandOf: () => [node, "-e", "process.exit(3)", "--"] as const,
      signal: new AbortController().signal,
      say: () => {},
    };
    await assertRejects(
      () => runProtocol(run),
      Error,
      `expected bench to leave whole results in ${directory}, but it ended with exit code 3`,
    );
    assertEquals(existsSync(directory), true);
  });
});
