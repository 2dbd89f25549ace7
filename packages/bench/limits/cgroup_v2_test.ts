import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseControllers } from "./cgroup_v2.ts";

test("parseControllers reads names with spaces between, or none", () => {
  const table: [string, string[]][] = [
    ["cpuset cpu io memory pids\n", ["cpuset", "cpu", "io", "memory", "pids"]],
    ["memory pids\n", ["memory", "pids"]],
    ["\n", []],
    ["", []],
  ];
  for (const [text, controllers] of table) assertEquals(parseControllers(text), controllers);
});
