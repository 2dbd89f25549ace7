import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { readCommands } from "./read_commands.ts";

const cases: [what: string, page: string, words: string[][]][] = [
  ["a block", "```sh\ndeno task a\n\ndeno task b --c 1  # why\n```", [
    ["deno", "task", "a"],
    ["deno", "task", "b", "--c", "1"],
  ]],
  ["a long line", "```sh\ncurl -i \\\n  x\n```", [["curl", "-i", "x"]]],
  ["several in a line", "```sh\ncd x && npm i | grep y\n```", [["cd", "x"], ["npm", "i"], [
    "grep",
    "y",
  ]]],
  ["quotes", "```sh\nprintf 'a b' \"c d\"\n```", [["printf", "a b", "c d"]]],
  ["operators within quotes", "```sh\ncurl x | jq '.a | .b # c' & cd y\n```", [
    ["curl", "x"],
    ["jq", ".a | .b # c"],
    ["cd", "y"],
  ]],
  ["output", "```\n$ deno task a\n… 1 passed\n```", [["deno", "task", "a"]]],
  ["another language", "```ts\ndeno task a\n```", []],
  ["text", "Call `deno task a --b`, or `deno task\nc`; not `node`.", [
    ["deno", "task", "a", "--b"],
    ["deno", "task", "c"],
  ]],
];

for (const [what, page, words] of cases) {
  test(`readCommands reads ${what}`, () => {
    assertEquals(readCommands(page).map((command) => command.words), words);
  });
}
