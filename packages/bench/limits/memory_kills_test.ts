import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseMemoryKills } from "./memory_kills.ts";

test("parseMemoryKills reads v1 and v2", () => {
  const table: [string, number | undefined][] = [
    ["oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", 3],
    ["low 0\nhigh 0\nmax 21\noom 5\noom_kill 2\noom_group_kill 7\n", 2],
    // Linux before 4.13.
    ["oom_kill_disable 0\nunder_oom 0\n", undefined],
  ];
  for (const [text, kills] of table) assertEquals(parseMemoryKills(text), kills, text);
});
