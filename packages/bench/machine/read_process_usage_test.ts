import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { cpuBetween } from "./process_usage.ts";
import { readProcessUsage } from "./read_process_usage.ts";

test("readProcessUsage sees this process work", () => {
  const start = readProcessUsage(process.pid);
  assert(start !== undefined);
  const enoughUs = 30_000;
  for (let rounds = 0, cpuUs = 0; cpuUs < enoughUs; rounds++) {
    for (let i = 0; i < 1e6; i++) Math.sqrt(i);
    const end = readProcessUsage(process.pid);
    assert(end !== undefined && rounds < 1000, "expected its CPU time to grow");
    cpuUs = cpuBetween(start, end).cpuUs;
    assertGreaterOrEqual(end.maxRssBytes, end.rssBytes);
    assertGreaterOrEqual(end.rssBytes, 1_000_000);
  }
});

test("readProcessUsage gives undefined for a process that is not there", () => {
  assertEquals(readProcessUsage(2 ** 30), undefined);
});

test("readProcessUsage reads a process whose child has ended, before that is waited for", {
  skip: process.platform === "linux" ? false : "only Linux has /proc",
}, async () => {
  const read = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, "utf8");
  // A shell would wait for its child. `exec` leaves the child to a program that waits for none.
  const parent = spawn("sh", ["-c", "sleep 600 & echo $!; exec cat"]);
  const [line] = await once(parent.stdout, "data");
  const child = Number(line);
  try {
    while (read(parent.pid!, "comm") !== "cat\n") await setTimeout(5);
    process.kill(child, "SIGKILL");
    while (!read(child, "stat").includes(") Z ")) await setTimeout(5);
    assertGreaterOrEqual(readProcessUsage(parent.pid!)?.rssBytes ?? 0, 1);
  } finally {
    process.kill(child, "SIGKILL");
    parent.kill("SIGKILL");
    await once(parent, "close");
  }
});
