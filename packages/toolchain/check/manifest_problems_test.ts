import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { manifestProblems } from "./manifest_problems.ts";

const rows: [field: "dependencies" | "devDependencies", name: string, problems: number][] = [
  ["dependencies", "@stt-bench/protocol", 0],
  ["dependencies", "valibot", 0],
  ["dependencies", "@stt-bench/gateway", 1],
  ["dependencies", "@stt-bench/unheard-of", 1],
  ["dependencies", "@stt-bench/bench", 1],
  ["devDependencies", "@stt-bench/bench", 0],
  ["devDependencies", "@std/assert", 0],
  ["devDependencies", "@stt-bench/gateway", 1],
];

for (const [field, name, problems] of rows) {
  test(`${name} in core's ${field} is ${problems > 0 ? "rejected" : "accepted"}`, () => {
    const none = { dependencies: {}, peerDependencies: {}, devDependencies: {} };
    const manifest = { name: "@stt-bench/core", ...none, [field]: { [name]: "^0.1.0" } };
    assertEquals(manifestProblems("packages/core", manifest).length, problems);
  });
}
