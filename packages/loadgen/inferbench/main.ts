/**
 * The inference bench as a program. `--help` lists its flags.
 *
 * @module
 */
import process from "node:process";
import { ExitCode, print, runProgram } from "@stt-bench/program";
import { computeAnswer, CPU_PASSES_HEADER, generatedPcm, INFER_PATH } from "@stt-bench/protocol";
import { ownRuntime, readUsage } from "../generator_usage.ts";
import { benchResult } from "./bench_result.ts";
import type { BenchResult } from "./bench_result.ts";
import { Drive } from "./drive.ts";
import { Http1Client } from "./http1_client.ts";
import { Http2Client } from "./http2_client.ts";
import type { InferenceClient, RequestPlan } from "./inference_client.ts";
import { Recorder } from "./recorder.ts";
import { generatorLimit, report } from "./report.ts";
import { parseSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { showProgress } from "./show_progress.ts";

const clock = () => performance.now();

async function main(signal: AbortSignal): Promise<ExitCode> {
  const settings = parseSettings(process.argv.slice(2));
  const clients = createClients(settings);
  await connectAll(clients, signal);
  const result = await bench(settings, clients, signal);
  for (const client of clients) client.close();
  await print(settings.json ? `${JSON.stringify(result, null, 2)}\n` : report(result));
  return exitCodeOf(result);
}

function createClients(settings: Settings): readonly InferenceClient[] {
  if (settings.protocol === "h2" && "Deno" in globalThis) {
    throw new Error(
      "Cannot drive HTTP/2 on Deno: expected Node or Bun (or --protocol h1), since node:http2 of " +
        "Deno 2.9 aborts the process after a GOAWAY (denoland/deno#36788)",
    );
  }
  const plan = requestPlan(settings);
  const create = () => settings.protocol === "h2" ? new Http2Client(plan) : new Http1Client(plan);
  return Array.from({ length: settings.clients }, create);
}

function requestPlan(settings: Settings): RequestPlan {
  const { payloadFrames, cpuPasses, timeoutMs, connectTimeoutMs } = settings;
  const samples = generatedPcm(0, 1, payloadFrames);
  const url = new URL(settings.url);
  return {
    url,
    path: `${url.pathname.replace(/\/$/, "")}${INFER_PATH}`,
    headers: {
      [CPU_PASSES_HEADER]: String(cpuPasses),
      "content-type": "application/octet-stream",
      "content-length": String(samples.byteLength),
    },
    body: new Uint8Array(samples.buffer),
    answer: computeAnswer(samples, cpuPasses),
    timeoutMs,
    connectTimeoutMs,
  };
}

/** A service that is not there at the start is no result: one line, and the end. */
async function connectAll(clients: readonly InferenceClient[], signal: AbortSignal): Promise<void> {
  const outcomes = await Promise.all(clients.map((client) => client.connect()));
  const failure = outcomes.find((outcome) => outcome !== undefined);
  if (failure === undefined || signal.aborted) return;
  throw new Error(`Cannot reach the inference service: ${failure.message}`);
}

async function bench(
  settings: Settings,
  clients: readonly InferenceClient[],
  signal: AbortSignal,
): Promise<BenchResult> {
  const recorder = new Recorder();
  const drive = new Drive({
    durationMs: settings.durationSecs * 1000,
    concurrency: settings.concurrency,
    rps: settings.rps,
    post: (index) => clients[index % clients.length]!.post(),
    recorder,
    clock,
    everyMs,
  });
  const usageBefore = readUsage();
  const hideProgress = showProgress(process.stderr, recorder, drive, clock);
  const end = await drive.run(signal);
  hideProgress();
  const cpuMs = readUsage().cpuMs - usageBefore.cpuMs;
  const cpuPercent = end.elapsedMs > 0 ? Math.round(cpuMs / end.elapsedMs * 1000) / 10 : 0;
  return benchResult(settings, recorder, end, { ...ownRuntime(), cpu_percent: cpuPercent });
}

function everyMs(tick: () => void): () => void {
  const timer = setInterval(tick, 1);
  return () => clearInterval(timer);
}

function exitCodeOf(result: BenchResult): ExitCode {
  if (result.ended === "interrupted") return ExitCode.interrupted;
  if (generatorLimit(result) !== undefined) return ExitCode.invalid;
  return result.completed > 0 && result.completed === result.attempted
    ? ExitCode.pass
    : ExitCode.fail;
}

await runProgram(main);
