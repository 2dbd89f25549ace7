import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { test } from "node:test";
import { text } from "node:stream/consumers";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";

const fixture = fileURLToPath(new URL("./run_program_fixture.ts", import.meta.url));
const isDeno = "deno" in process.versions;

/** Starts the fixture on the runtime that runs this test. */
function start(mode: string, environment: Record<string, string> = {}): ChildProcess {
  const args = isDeno ? ["run", "-A", fixture, mode] : [fixture, mode];
  return spawn(process.execPath, args, { env: { ...process.env, ...environment } });
}

async function finish(child: ChildProcess) {
  const outputs = Promise.all([text(child.stdout!), text(child.stderr!)]);
  const [code, signal] = await once(child, "exit") as [number | null, NodeJS.Signals | null];
  const [stdout, stderr] = await outputs;
  // node:child_process of Deno 2.9 reports a child that exits with 130 as killed by SIGINT.
  return { code: isDeno && signal === "SIGINT" ? 130 : code, stdout, stderr };
}

for (
  const [mode, code, stderr] of [
    ["pass", 0, ""],
    ["invalid", 3, ""],
    ["usage", 2, "first problem\nsecond problem\n"],
    ["error", 1, "Cannot go on: expected this, got that\n"],
    ["help", 0, ""],
  ] as const
) {
  test(`runProgram exits with ${code} after ${mode}`, async () => {
    const end = await finish(start(mode));
    assertEquals([end.code, end.stderr], [code, stderr]);
  });
}

test("runProgram shows the stack of a bug", async () => {
  const { code, stderr } = await finish(start("bug"));
  assertEquals(code, 1);
  assertStringIncludes(stderr, "run_program_fixture.ts");
});

for (const name of ["SIGINT", "SIGTERM"] as const) {
  test(`runProgram lets main finish after ${name}`, async () => {
    const child = start("wait");
    await once(child.stdout!, "data");
    process.kill(child.pid!, name);
    const { code, stdout } = await finish(child);
    assertEquals([code, stdout], [130, "finished\n"]);
  });
}

test("runProgram takes a signal that is passed on to it at once for the same one", async () => {
  const child = start("wait");
  await once(child.stdout!, "data");
  process.kill(child.pid!, "SIGINT");
  process.kill(child.pid!, "SIGINT");
  const { code, stdout } = await finish(child);
  assertEquals([code, stdout], [130, "finished\n"]);
});

test("runProgram exits at once on a second signal", async () => {
  const child = start("stubborn");
  await once(child.stdout!, "data");
  const repeat = setInterval(() => process.kill(child.pid!, "SIGINT"), 50);
  child.on("exit", () => clearInterval(repeat));
  assertEquals((await finish(child)).code, 130);
});

test("runProgram ends with its parent when the parent asked for it", async () => {
  const child = start("stubborn", { EXIT_WITH_PARENT: "1" });
  await once(child.stdout!, "data");
  child.stdin!.end();
  assertEquals((await finish(child)).code, 1);
});
