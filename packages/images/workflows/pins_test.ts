import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { commitOfTag } from "./look_up_pins.ts";
import { pinDockerfile, pinVersions, pinWorkflow } from "./pins.ts";
import type { Pins } from "./pins.ts";

const digest = `sha256:${"a".repeat(64)}`;
const commit = "b".repeat(40);
const pins: Pins = {
  digests: new Map([["node:26.10.0-slim", digest]]),
  commits: new Map([["actions/checkout", { version: "v5.0.0", commit }]]),
};

const cases: [what: string, pin: (text: string, pins: Pins) => string, from: string, to: string][] =
  [
    [
      "pinVersions",
      pinVersions,
      `[images.node]
image = "node:26.10.0-slim"

[images.bun]
image = "oven/bun:1.4.5"

[actions."actions/checkout"]
version = "v5.0.0"
`,
      `[images.node]
image = "node:26.10.0-slim"
digest = "${digest}"

[images.bun]
image = "oven/bun:1.4.5"

[actions."actions/checkout"]
version = "v5.0.0"
commit = "${commit}"
`,
    ],
    [
      "pinDockerfile",
      pinDockerfile,
      "ARG NODE_IMAGE=node:26.10.0-slim\nARG BUN_IMAGE=oven/bun:1.4.5\nFROM $NODE_IMAGE\n",
      `ARG NODE_IMAGE=node:26.10.0-slim@${digest}\nARG BUN_IMAGE=oven/bun:1.4.5\nFROM $NODE_IMAGE\n`,
    ],
    [
      "pinWorkflow",
      pinWorkflow,
      "      - uses: actions/checkout@v5.0.0\n      - name: x\n        uses: other/action@v1.0.0\n",
      `      - uses: actions/checkout@${commit} # v5.0.0\n      - name: x\n        uses: other/action@v1.0.0\n`,
    ],
  ];

for (const [what, pin, from, to] of cases) {
  test(`${what} puts in what was looked up, once`, () => {
    assertEquals(pin(from, pins), to);
    assertEquals(pin(to, pins), to);
  });

  test(`${what} replaces what was looked up before`, () => {
    const old = to.replaceAll(digest, `sha256:${"0".repeat(64)}`).replaceAll(
      commit,
      "0".repeat(40),
    );
    assertEquals(pin(old, pins), to);
  });
}

test("commitOfTag takes the commit that an annotated tag points to", () => {
  const lines = `${"1".repeat(40)}\trefs/tags/v5.0.0\n${"2".repeat(40)}\trefs/tags/v5.0.0^{}\n`;
  assertEquals(commitOfTag(lines, "v5.0.0"), "2".repeat(40));
  assertEquals(commitOfTag(lines.split("\n")[0]!, "v5.0.0"), "1".repeat(40));
  assertEquals(commitOfTag("", "v5.0.0"), undefined);
});
