import { test } from "node:test";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { programGroups } from "./program_groups.ts";
import type { Task } from "./read_tasks.ts";
import { readVariables } from "./read_variables.ts";
import { renderConfiguration } from "./render_configuration.ts";
import { renderMetrics } from "./render_metrics.ts";
import { renderTasks } from "./render_tasks.ts";

const task = (name: string, main: string, ...args: string[]): Task => {
  return { name, description: `Does ${name}`, main, args };
};

const tasks = [
  task("setup", "tool.ts", "setup"),
  task("check", "tool.ts", "check"),
  task("bench", "bench.ts"),
  task("bench:bun", "bench.ts", "--runtime", "bun"),
  task("gateway:deno", "launch.ts", "gateway:deno"),
  task("gateway:bun", "launch.ts", "gateway:bun"),
];

test("programGroups tells subcommands apart, but neither flags nor gateways", () => {
  const names = programGroups(tasks).map(({ tasks }) => tasks.map(({ name }) => name));
  assertEquals(names, [["setup"], ["check"], ["bench", "bench:bun"], [
    "gateway:deno",
    "gateway:bun",
  ]]);
});

test("renderTasks shows each program once, and a gateway's variables elsewhere", () => {
  const help = "Usage: x\n\nEnvironment:\n  PORT  port (1)";
  const page = renderTasks(tasks, programGroups(tasks), ["a", "b", "c", help]);
  assertStringIncludes(page, "| `deno task bench:bun`    | Does bench:bun    |");
  assertStringIncludes(page, "## bench\n\nAlso `bench:bun` (`--runtime bun`).\n\n```text\nc\n```");
  assertStringIncludes(page, "by [variables](configuration.md).\n\n```text\nUsage: x\n```");
});

test("readVariables reads names, meanings and defaults", () => {
  const help =
    "Usage: x\n\nEnvironment:\n  PORT  port (beyond 1 on Linux) (3000)\n  A_1   b (unset)";
  assertEquals(readVariables(help), [
    { name: "PORT", meaning: "port (beyond 1 on Linux)", default: "3000" },
    { name: "A_1", meaning: "b", default: "unset" },
  ]);
  assertEquals(readVariables("Usage: x"), []);
  assertThrows(() => readVariables("Usage: x\n\nEnvironment:\n  port 1"), Error, 'got "  port 1"');
});

test("renderConfiguration says where a default depends on the runtime", () => {
  const variable = (text: string) => [{ name: "CLIENT", meaning: "who posts", default: text }];
  const gateways = { deno: variable("fetch"), node: variable("http2"), bun: variable("http2") };
  const page = renderConfiguration({ gateways, simulator: variable("unset"), collector: [] });
  assertStringIncludes(page, "| `CLIENT` | `fetch` on deno; `http2` on node, bun | who posts |");
  assertStringIncludes(page, "| `CLIENT` | unset   | who posts |");
});

test("renderMetrics lists each metric with its type and help", () => {
  const scrape = "# HELP a_total How many\n# TYPE a_total counter\na_total 0\n";
  assertStringIncludes(renderMetrics(scrape, ""), "| `a_total` | counter | How many |");
});
