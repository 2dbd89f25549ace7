import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { filesFrom } from "./module_graph.ts";

const graph = new Map([
  ["file:///main.ts", ["file:///native.ts", "file:///tuned.ts", "npm:/hono@4"]],
  ["file:///native.ts", ["file:///core.ts"]],
  ["file:///tuned.ts", ["file:///core.ts", "file:///http2.ts"]],
  ["file:///core.ts", ["file:///main.ts", "node:process"]],
  ["file:///http2.ts", []],
]);

test("filesFrom finds each file once, and no package of others", () => {
  assertEquals(filesFrom(graph, "file:///main.ts", () => false).sort(), [
    "file:///core.ts",
    "file:///http2.ts",
    "file:///main.ts",
    "file:///native.ts",
    "file:///tuned.ts",
  ]);
});

test("filesFrom does not follow what is left out", () => {
  const files = filesFrom(graph, "file:///main.ts", (url) => url.endsWith("/tuned.ts"));
  assertEquals(files.sort(), ["file:///core.ts", "file:///main.ts", "file:///native.ts"]);
});
