import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { Child, startSimulator, startTool, sttUrl } from "@stt-bench/bench";

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
async function withGateway(inferenceUrl: string, use: (url: string) => Promise<void>) {
  const gateway = new Child({
    name: "gateway python",
    command: [python, "-B", script],
    env: { PORT: "0", HOST: "127.0.0.1", INFERENCE_URL: inferenceUrl },
  });
  try {
    await use(sttUrl((await gateway.listening()).url));
  } finally {
    assertEquals([await gateway.stop(), gateway.log], [{ code: 0, signal: null }, []]);
  }
}

/** The same with a simulator behind it, which can be made to fail where the suite wants that. */
async function withSimulator(use: (url: string, inferenceUrl: string) => Promise<void>) {
  const simulator = await startSimulator({ env: { FAULTS: "1" } });
  try {
    await withGateway(simulator.url, (url) => use(url, simulator.url));
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
