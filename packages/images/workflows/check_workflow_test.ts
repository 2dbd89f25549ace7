import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { readVersions } from "@stt-bench/toolchain";
import type { Versions } from "@stt-bench/toolchain";
import { checkWorkflow } from "./check_workflow.ts";

const folder = new URL("../../../.github/workflows/", import.meta.url);

test("Every workflow of ours keeps every policy", async () => {
  const versions = await readVersions();
  for (const name of await readdir(folder)) {
    const text = await readFile(new URL(name, folder), "utf8");
    assertEquals(checkWorkflow(name, text, versions), []);
  }
});

const commit = "c".repeat(40);
const versions = {
  actions: {
    "actions/checkout": { version: "v5.0.0" },
    "docker/login": { version: "v1.0.0", commit },
  },
} as unknown as Versions;

const good = `on:
  push:
permissions:
  contents: read
jobs:
  build:
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@v5.0.0
      - uses: docker/login@${commit} # v1.0.0
      - run: echo
`;

test("checkWorkflow has nothing to say of a good one", () => {
  assertEquals(checkWorkflow("x.yml", good, versions), []);
});

const bad: [what: string, from: string, to: string, problem: string][] = [
  [
    "a tag that moves",
    "checkout@v5.0.0",
    "checkout@v5",
    "expected actions/checkout@v5.0.0, got @v5",
  ],
  [
    "a tag where the commit is known",
    `@${commit} # v1.0.0`,
    "@v1.0.0",
    `expected docker/login@${commit} # v1.0.0, got @v1.0.0`,
  ],
  [
    "an action that nobody has pinned",
    "actions/checkout@v5.0.0",
    "some/action@v1.0.0",
    "expected some/action in versions.lock.toml, got none",
  ],
  [
    "an action that nobody has pinned, with a comment",
    "actions/checkout@v5.0.0",
    "some/action@v1.0.0 # the newest one",
    "expected some/action in versions.lock.toml, got none",
  ],
  [
    "an action in braces",
    "- uses: actions/checkout@v5.0.0",
    "- { uses: some/action@v1.0.0 }",
    'expected "uses: <action>@<commit> # <tag>" on a line, got some/action@v1.0.0',
  ],
  [
    "rights for all jobs",
    "contents: read",
    "contents: write",
    'expected permissions of no more than contents: read, got {"contents":"write"}',
  ],
  [
    "no permissions, which are all",
    "permissions:\n  contents: read\n",
    "",
    "expected permissions of no more than contents: read, got undefined",
  ],
  [
    "a job that writes",
    "    timeout-minutes",
    "    permissions:\n      packages: write\n    timeout-minutes",
    "build: expected nobody to write packages",
  ],
  [
    "images that are pushed without a tag",
    "    timeout-minutes",
    "    permissions:\n      packages: write\n    timeout-minutes",
    "build: expected images to be pushed for tags only",
  ],
  [
    "a job without an end",
    "    timeout-minutes: 5\n",
    "",
    "build: expected timeout-minutes, got none",
  ],
  [
    "text of strangers in a command",
    "run: echo",
    "run: echo ${{ github.event.pull_request.title }}",
    "build: expected ${{ github.event.pull_request.title }} in a variable, not in a command",
  ],
  [
    "pull_request_target",
    "  push:",
    "  pull_request_target:",
    "expected no pull_request_target: it trusts strangers",
  ],
  ["no jobs", "jobs:", "works:", "expected jobs to be"],
];

for (const [what, from, to, problem] of bad) {
  test(`checkWorkflow names ${what}`, () => {
    const problems = checkWorkflow("x.yml", good.replace(from, to), versions);
    const found = problems.some((line) => line.startsWith(`x.yml: ${problem}`));
    assertEquals(found, true, problems.join("\n"));
  });
}
