import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { run } from "./run.ts";

test("run gives everything that a command writes, however much", async () => {
  const output = await run("head", ["-c", "3000000", "/dev/zero"], { cwd: "." });
  assertEquals(output.length, 3_000_000);
});

test("run throws what a command that fails has written", async () => {
  const { message } = await assertRejects(
    () => run("sh", ["-c", "echo why >&2; exit 3"], { cwd: "." }),
    Error,
  );
  assertEquals(
    message,
    "Cannot run sh -c echo why >&2; exit 3: expected exit code 0, got 3: why",
  );
});

test("run throws when there is no such command", async () => {
  await assertRejects(
    () => run("nowhere", [], { cwd: "." }),
    Error,
    "Cannot run nowhere: expected",
  );
});
