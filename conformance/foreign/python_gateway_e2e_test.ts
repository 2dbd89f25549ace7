import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { Child, startSimulator, startTool, sttUrl } from "@stt-bench/bench";
import { Gateway } from "../gateway.ts";
import { Simulator } from "../simulator.ts";

/** Debian's Python, the one that has Debian's packages. */
const python = "/usr/bin/python3";
const script = fileURLToPath(new URL("./python_gateway.py", import.meta.url));
const skip = reasonToSkip();

/** The gateway uses `asyncio.timeout` (Python 3.11) and the API of websockets 10. */
function reasonToSkip(): string | false {
  const code = "import asyncio, websockets.version as v; asyncio.timeout; print(v.version)";
  let found = "neither";
  try {
    found = execFileSync(python, ["-c", code], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    // No Python, an old one, or one without the module.
  }
  if (found.startsWith("10.")) return false;
  return `expected ${python} ≥ 3.11 with the module websockets 10, got ${found}`;
}

/** Runs `use` with the Python gateway, and sees that it ends well and without a word. */
async function withGateway(
  inferenceUrl: string,
  use: (url: string, pid: number) => Promise<void>,
) {
  const gateway = new Child({
    name: "gateway python",
    command: [python, "-B", script],
    env: { PORT: "0", HOST: "127.0.0.1", INFERENCE_URL: inferenceUrl },
  });
  try {
    await use(sttUrl((await gateway.listening()).url), gateway.pid!);
  } finally {
    assertEquals([await gateway.stop(), gateway.log], [{ code: 0, signal: null }, []]);
  }
}

/** The same with a simulator behind it, which can be made to fail where the suite wants that. */
async function withSimulator(
  use: (url: string, inferenceUrl: string, pid: number) => Promise<void>,
) {
  const simulator = await startSimulator({ env: { FAULTS: "1" } });
  try {
    await withGateway(simulator.url, (url, pid) => use(url, simulator.url, pid));
  } finally {
    await simulator.child.stop();
  }
}

/** Runs a tool to its end; gives its exit code and the JSON that it printed. */
async function runTool(tool: "conformance" | "loadgen", ...args: string[]) {
  const stdout: string[] = [];
  const onStdoutLine = (line: string) => stdout.push(line);
  const child = await startTool(tool, ["--json", ...args], { onStdoutLine });
  const { code } = await child.exited;
  return { code, output: JSON.parse(stdout.join("\n")) };
}

/** What comes of two seconds of five sessions. Which verdict they get is the machine's affair. */
async function load(url: string) {
  const timings = ["--sessions", "5", "--warmup-secs", "1", "--measure-secs", "2"];
  const { output } = await runTool("loadgen", "--url", url, "--verify", ...timings);
  const { acknowledged, in_errors, dropped, still_open } = output.ledger;
  assertEquals(acknowledged + in_errors + dropped + still_open, output.frames_sent);
  assertEquals([output.broken_sessions, output.missing_frames], [[], 0]);
  assertEquals([output.protocol_errors, output.measured_frames], [0, 500]);
  return output;
}

test("A gateway written from the specification alone is conformant", { skip }, async () => {
  await withSimulator(async (url, inferenceUrl) => {
    const urls = ["--url", url, "--inference-url", inferenceUrl];
    const { code, output } = await runTool("conformance", ...urls);
    const cases: { name: string; profile: string; outcome: string }[] = output.cases;
    const wire = cases.filter(({ profile }) => profile === "wire");
    assertEquals(wire.filter(({ outcome }) => outcome !== "pass"), []);
    assert(wire.some(({ name }) => name === "one-in-flight"));
    assertEquals([code, output.verdict], [0, "pass"]);
  });
});

test("A gateway written from the specification alone answers every frame rightly", {
  skip,
}, async () => {
  await withSimulator(async (url) => {
    const { partials, inference_errors, silent_sessions } = await load(url);
    assertEquals([inference_errors, silent_sessions], [0, 0]);
    assert(partials >= 5);
  });
});

test("A gateway written from the specification alone accounts for what it cannot infer", {
  skip,
}, async () => {
  await withGateway("http://127.0.0.1:1", async (url) => {
    const { partials, ledger, inference_error_counts } = await load(url);
    assertEquals([partials, ledger.acknowledged], [0, 0]);
    assertEquals(
      inference_error_counts.map(({ stage, kind }: Record<string, string>) => [stage, kind]),
      [["inference_request", "connection_reset"]],
    );
  });
});

test("A gateway written from the specification alone refuses a number that no double holds", {
  skip,
}, async () => {
  await withSimulator(async (url, inferenceUrl) => {
    const rms = `1${"0".repeat(400)}`;
    const rest = '"zero_crossings":1,"checksum":2,"samples":3,"transcript":"a","audio_bytes":640';
    const fault = { kind: "bytes", base64: btoa(`{"rms":${rms},${rest}}`) };
    await Simulator.of(inferenceUrl).plan(fault);
    const gateway = new Gateway({ url, flushIntervalMs: 1000 });
    try {
      const session = await gateway.start();
      session.sendFrames(1);
      assertEquals((await session.error()).kind, "parse_error");
    } finally {
      gateway.release();
    }
  });
});

/** Runs a program of the bench against a gateway that runs already; gives what it printed as JSON. */
async function measure(program: string, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "foreign-"));
  const main = fileURLToPath(new URL(`../../packages/bench/${program}`, import.meta.url));
  const timings = ["--ramp-up-secs", "0", "--warmup-secs", "1", "--measure-secs", "2"];
  const stdout: string[] = [];
  try {
    const child = new Child({
      name: program,
      command: [
        process.execPath,
        "run",
        "-A",
        main,
        ...args,
        ...timings,
        "--out",
        folder,
        "--json",
      ],
      onStdoutLine: (line) => stdout.push(line),
    });
    await child.exited;
    return JSON.parse(stdout.join("\n"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test(
  "bench measures a gateway of another language, its process and its model",
  { skip },
  async () => {
    await withSimulator(async (url, inferenceUrl, pid) => {
      const flags = ["--url", url, "--inference-url", inferenceUrl, "--pid", String(pid)];
      const { manifest, summaries: [summary] } = await measure(
        "main.ts",
        ...[...flags, "--name", "python", "--sessions", "5", "--rounds", "1"],
      );
      assertEquals(manifest.targets[0], {
        target: "python",
        variant: null,
        runtime: null,
        version: null,
        workers: null,
        url,
      });
      assert(summary.gateway.cpu_us_per_session_second > 0);
      const checks: { check: string }[] = summary.slo.checks;
      assert(checks.some(({ check }) => check === "simulator loop delay p99"));
      const gates: { gate: string; ok: boolean }[] = summary.slo.gates;
      assert(gates.find(({ gate }) => gate === "missing partials")!.ok);
    });
  },
);

test("bracket searches a gateway of another language", { skip }, async () => {
  await withSimulator(async (url) => {
    const flags = ["--url", url, "--name", "python", "--start", "3", "--max", "3"];
    const { bracket } = await measure("bracket/main.ts", ...flags, "--no-conformance");
    assertEquals(bracket.searches[0].target, "python");
    assert(bracket.searches[0].result.points >= 2);
  });
});
