import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Child, runtimes } from "@stt-bench/bench";
import type { Runtime } from "@stt-bench/bench";
import { findTool } from "@stt-bench/toolchain";
import { FixtureGateway } from "./testing/fixture_gateway.ts";
import type { Flaws } from "./testing/flaws.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], runtime: Runtime = "deno"): Promise<Ended> {
  const { path } = await findTool(runtime);
  const stdout: string[] = [];
  const stderr: string[] = [];
  const child = new Child({
    name: "conformance",
    command: [path, ...(runtime === "deno" ? ["run", "-A"] : []), main, ...args],
    onStdoutLine: (line) => stdout.push(line),
    onStderrLine: (line) => stderr.push(line) > 0,
  });
  const { code } = await child.exited;
  return { code, stdout: stdout.join("\n"), stderr: stderr.join("\n") };
}

async function withFixture(use: (args: string[]) => Promise<void>, flaws?: Flaws): Promise<void> {
  const gateway = new FixtureGateway({ flushIntervalMs: 100 }, flaws);
  const url = await gateway.listen();
  try {
    await use(["--url", url, "--flush-interval-ms", "100"]);
  } finally {
    await gateway.close();
  }
}

for (const runtime of runtimes) {
  test(`Conformance on ${runtime} passes a right gateway with exit code 0`, async () => {
    await withFixture(async (args) => {
      const { code, stdout } = await run([...args, "--profile", "ours"], runtime);
      assertStringIncludes(stdout, "PASS");
      assertMatch(stdout, /\d+ passed, 0 failed, 1 skipped \(profile ours\)/);
      assertEquals(code, 0);
    });
  });
}

test("Conformance fails with exit code 1 where a case of its profile fails", async () => {
  await withFixture(async (args) => {
    const ours = await run([...args, "--only", "no-upgrade", "--profile", "ours"]);
    assertStringIncludes(ours.stdout, "FAIL         no-upgrade");
    assertEquals(ours.code, 1);
    const wire = await run([...args, "--only", "no-upgrade"]);
    assertStringIncludes(wire.stdout, "fail (ours)  no-upgrade");
    assertEquals(wire.code, 0);
  }, { status: (right) => right === 426 ? 400 : right });
});

test("Conformance with --json writes one JSON document, and progress elsewhere", async () => {
  await withFixture(async (args) => {
    const { code, stdout, stderr } = await run([
      ...args,
      "--json",
      "--only",
      "health,one-in-flight",
    ]);
    const { verdict, totals, cases } = JSON.parse(stdout);
    assertEquals({ code, verdict, totals }, {
      code: 0,
      verdict: "pass",
      totals: { pass: 1, fail: 0, skip: 1 },
    });
    assertEquals(cases.map(({ name }: { name: string }) => name), ["health", "one-in-flight"]);
    assertMatch(stderr, /^ok +health/m);
  });
});

test("Conformance lists its cases without a gateway", async () => {
  const { code, stdout } = await run(["--list"]);
  assertEquals(code, 0);
  assertMatch(stdout, /^golden-answer +wire +Partials are strict JSON/m);
});

test("Conformance refuses unknown cases with exit code 2, each with a line", async () => {
  const { code, stderr } = await run(["--url", "ws://127.0.0.1:1", "--only", "x,health,y"]);
  assertEquals(code, 2);
  assertEquals(stderr.split("\n").map((line) => line.split("got ")[1]), ['"x"', '"y"']);
});

test("Conformance says in one line that nobody listens, with exit code 1", async () => {
  const gateway = new FixtureGateway({ flushIntervalMs: 100 });
  const url = await gateway.listen();
  await gateway.close();
  const { code, stdout, stderr } = await run(["--url", url]);
  assertEquals({ code, stdout }, { code: 1, stdout: "" });
  assertMatch(stderr, /^Cannot connect to 127\.0\.0\.1:\d+: .*ECONNREFUSED.*$/);
});
