import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { BenchProcess, tiny } from "../fixtures/bench_process.ts";
import { scriptCommand } from "../fixtures/script_command.ts";
import { TerminalProcess } from "./testing/terminal_process.ts";

const main = new URL("../main.ts", import.meta.url);
const bun = ["--variants", "bun", ...tiny];

const GREEN = "\x1b[32m";
const HIDE_CURSOR = "\x1b[?25l";

/** Runs bench in a terminal for `use`; it and its results are gone afterwards. */
async function inTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  use: (terminal: TerminalProcess) => Promise<void>,
): Promise<void> {
  await inFolder(async (out) => {
    await using terminal = new TerminalProcess(scriptCommand(main, ...args, "--out", out), env);
    await use(terminal);
  });
}

test("bench shows a run in a terminal while it goes on, and leaves a line for each step", async () => {
  await inTerminal([...bun, "--sessions", "20"], {}, async (terminal) => {
    await terminal.shows(/^ {2}sessions .* 20 of 20 up$/m);
    await terminal.shows(/^ {2}newest p95 .* \d+ ms, (within|OVER) 350 ms$/m);
    await terminal.shows(/^ {2}CPU {9}gateway \d+ % · generator \d+ % · simulator \d+ %$/m);
    await terminal.shows(/^ {2}in all {6}1 run left, about \d+ s$/m);
    await terminal.ended();
    const { lines, written } = terminal.screen;
    assertMatch(lines[0]!, /^✔ set-up {2}bun /);
    assertMatch(lines[1]!, /^. bun: 20 sessions {2}(PASS|FAIL|INVALID)/);
    assertMatch(lines[2]!, /^20 sessions, profile quick/);
    const live = lines.filter((line) => line.startsWith("❯") || line.startsWith("  newest"));
    assertEquals(live, []);
    assert(written.join("").includes(GREEN));
  });
});

test("bench without colours ends with Ctrl-C, and leaves a terminal as it was", async () => {
  await inTerminal(bun, { NO_COLOR: "1" }, async (terminal) => {
    await terminal.shows(/^ {2}measure /m);
    terminal.type("\x03");
    assertEquals(await terminal.ended(), 130);
    const { lines, written } = terminal.screen;
    assertEquals(lines[1], "■ bun: 5 sessions  INTERRUPTED");
    assertEquals(lines.filter((line) => line.startsWith("❯")), []);
    const text = written.join("");
    assertEquals([text.includes(GREEN), text.includes(HIDE_CURSOR)], [false, false]);
  });
});

test("bench writes plain lines to a file: steps, phases and problems", async () => {
  await using bench = new BenchProcess(bun);
  const { stderr } = await bench.ended();
  const lines = stderr.split("\n");
  assertEquals(lines.filter((line) => !/^[❯›✔✖!■] /.test(line)), []);
  for (const phase of ["warmup (1 s)", "measure (2 s)", "closing", "done"]) {
    assert(lines.some((line) => line.startsWith(`› ${phase}`)), phase);
  }
});

test("All programs with --quiet say nothing while all is well", async () => {
  const short = ["--ramp-up-secs", "0", "--warmup-secs", "1", "--measure-secs", "1"];
  const programs = [
    ["main.ts", ...bun],
    ["soak/main.ts", "--variants", "bun", "--sessions", "5", "--duration", "10s", "--no-faults"],
    ["bracket/main.ts", "--variants", "bun", "--max", "1", "--no-conformance", ...short],
    ["calibrate/main.ts", "--max-sessions", "1", ...short],
  ];
  await Promise.all(programs.map(async ([program, ...args]) => {
    await using bench = new BenchProcess([...args, "--quiet", "--no-pinning"], {}, program);
    const { stdout, stderr } = await bench.ended();
    assertEquals([program, stderr, stdout !== ""], [program, "", true]);
  }));
});

test("bench --quiet tells problems at once, and where the live page is", async () => {
  const nobody = ["--url", "ws://127.0.0.1:1/ws/stt", "--name", "nobody"];
  await using bench = new BenchProcess([...nobody, ...tiny, "--quiet", "--live"]);
  const { stderr } = await bench.ended();
  const [page, ...problems] = stderr.split("\n");
  assertMatch(page!, /^Live page: http:\/\/127\.0\.0\.1:\d+\/$/);
  assert(problems.length > 0);
  for (const problem of problems) assertMatch(problem, /^nobody: 5 sessions: Cannot stream to ws:/);
});

test("bench --live says that its port is taken, exits with 2, and starts nothing", async () => {
  await using first = new BenchProcess([...bun, "--live"]);
  const url = await first.says(/Live page: (\S+)/);
  await using second = new BenchProcess([...bun, "--live", new URL(url).port]);
  const { exit, stdout, stderr } = await second.ended();
  assertEquals([exit.code, stdout, second.results().files], [2, "", []]);
  assertMatch(stderr, /^Cannot serve the live page: expected a free port, got \d+: /);
});
