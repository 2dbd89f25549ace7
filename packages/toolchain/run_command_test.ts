import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "./run_command.ts";

test("runCommand keeps what a command writes to both streams, and its exit code", async () => {
  const args = ["-c", 'echo "$WORD" >&2; cat; exit 3'];
  const { exitCode, output } = await runCommand("sh", args, { cwd: ".", env: { WORD: "why" } });
  assertEquals([exitCode, output], [3, "why\n"]);
});

test("runCommand of a program that isn't there ends with null, and says so", async () => {
  const { exitCode, output } = await runCommand("nowhere", [], { cwd: "." });
  assertEquals(exitCode, null);
  assertStringIncludes(output, "nowhere");
});

test("runCommand ends its command when it is aborted", async () => {
  const abortion = new AbortController();
  const running = runCommand("sleep", ["600"], { cwd: ".", signal: abortion.signal });
  abortion.abort();
  assertEquals((await running).exitCode, null);
});
