/**
 * The load generator as a program. `--help` lists its flags.
 *
 * @module
 */
import { CollectorError } from "@stt-bench/collector/client";
import { ExitCode, print, reasonOf, runProgram, UsageError } from "@stt-bench/program";
import {
  evaluateSlo,
  readSloProfile,
  RunSummary,
  toHistogramFile,
  writeFileAtomically,
} from "@stt-bench/results";
import type { Measurements, SloProfile } from "@stt-bench/results";
import { access, constants, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";
import * as v from "valibot";
import { agreeOnStart } from "./agree_on_start.ts";
import { describeStart, startMsOf } from "./agreed_start.ts";
import type { AgreedStart, Clocks } from "./agreed_start.ts";
import type { FrameSource } from "./audio/frame_source.ts";
import { generatedFrames } from "./audio/generated_frames.ts";
import { readRecording } from "./audio/read_recording.ts";
import { everyMs } from "./every_ms.ts";
import { ownRuntime, readUsage } from "./generator_usage.ts";
import { LoadRun } from "./load_run.ts";
import type { RunListener, RunOutcome } from "./load_run.ts";
import { cpuShareCores, readInterference } from "./machine/interference.ts";
import { measurements } from "./measurements.ts";
import { measureDrift } from "./measure_drift.ts";
import { jsonProgress, quietProgress, textProgress } from "./progress_writer.ts";
import { report } from "./report.ts";
import { SamplesFile } from "./samples_file.ts";
import { parseSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { shardFileName } from "./shard_file_name.ts";
import { bunTransport } from "./transport/bun_transport.ts";
import type { BunConnect } from "./transport/bun_transport.ts";
import { nodeTransport } from "./transport/node_transport.ts";
import { uploadResults } from "./upload_results.ts";
import type { ResultFile } from "./upload_results.ts";

declare const Bun: { connect: BunConnect } | undefined;

/** What a run needs and can be wrong about: read before anything starts. */
interface Inputs {
  readonly source: FrameSource;
  readonly profile: SloProfile;
  readonly samples: SamplesFile | undefined;
}

const listeners = { auto: textProgress, json: jsonProgress, none: quietProgress } satisfies Record<
  Settings["progress"],
  (target: typeof process.stderr) => RunListener
>;

const clocks: Clocks = { nowMs: () => performance.now(), epochMs: () => Date.now() };

/** How long results of an interrupted run may take to be uploaded: whoever interrupted it waits. */
const HURRY_MS = 5000;

async function main(signal: AbortSignal): Promise<ExitCode> {
  const settings = parseSettings(process.argv.slice(2));
  const inputs = await asUsage(() => readInputs(settings));
  try {
    const agreed = await agreeOnStart(settings, clocks, signal).catch(async (error) => {
      await inputs.samples?.discard();
      throw error;
    });
    return await runAndReport(settings, inputs, agreed, signal);
  } catch (error) {
    // Without the others, or a place for results, a run proves nothing.
    if (!(error instanceof CollectorError)) throw error;
    tell(error.message);
    return signal.aborted ? ExitCode.interrupted : ExitCode.invalid;
  }
}

async function runAndReport(
  settings: Settings,
  { source, profile, samples }: Inputs,
  agreed: AgreedStart | undefined,
  signal: AbortSignal,
): Promise<ExitCode> {
  const startMs = agreed && startMsOf(agreed, clocks);
  const readyMs = clocks.nowMs();
  const run = new LoadRun(settings, {
    transport: typeof Bun === "undefined" ? nodeTransport : bunTransport(Bun.connect),
    source,
    samples,
    clock: clocks.nowMs,
    ...(startMs !== undefined && { startMs }),
    everyMs,
    readUsage,
    readInterference,
    listener: listeners[settings.progress](process.stderr),
  });
  const outcome = await run.run(signal);
  await samples?.finish();
  const histograms = json(toHistogramFile(outcome.recorder.histograms));
  if (settings.histOut !== undefined) await writeFileAtomically(settings.histOut, histograms);
  const drift = agreed && await measureDrift(settings.barrier, agreed, clocks, signal, tell);
  const summary = summarize(settings, outcome, profile, {
    ...(agreed && { start: describeStart(agreed, startMs!, readyMs, drift!) }),
  });
  await print(settings.json ? json(summary) : report(summary));
  await upload(settings, summary, histograms, signal);
  return exitCodeOf(summary);
}

/** The summary last: where it is, a shard's results are whole. */
async function upload(
  settings: Settings,
  summary: RunSummary,
  histograms: string,
  signal: AbortSignal,
): Promise<void> {
  const { samplesOut, upload: url } = settings;
  if (url === undefined) return;
  const files: ResultFile[] = [
    { name: shardFileName(settings, "histograms.json"), content: histograms },
    { name: shardFileName(settings, "summary.json"), content: json(summary) },
  ];
  if (samplesOut !== undefined) {
    const content = await readFile(samplesOut);
    files.unshift({ name: shardFileName(settings, "samples.csv"), content });
  }
  const hurried = { signal: AbortSignal.timeout(HURRY_MS), patienceMs: HURRY_MS };
  await uploadResults(url, files, signal.aborted ? hurried : { signal });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

async function readInputs(settings: Settings): Promise<Inputs> {
  const { slo, audio, histOut, samplesOut } = settings;
  const profile = await readSloProfile(slo);
  const source = audio === undefined ? generatedFrames() : await readRecording(audio);
  if (histOut !== undefined) await expectWritable(dirname(histOut), histOut);
  const samples = samplesOut === undefined ? undefined : await SamplesFile.create(samplesOut);
  return { source, profile, samples };
}

async function expectWritable(folder: string, file: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new Error(`Cannot write ${file}: expected a folder to write, got ${reasonOf(error)}`);
  }
}

/** A file that cannot be read or written is a wrong flag as long as nothing has started. */
async function asUsage<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UsageError([(error as Error).message]);
  }
}

function summarize(
  settings: Settings,
  outcome: RunOutcome,
  profile: SloProfile,
  more: Pick<Measurements, "start">,
): RunSummary {
  const measured = {
    ...measurements(settings, outcome, { ...ownRuntime(), cpuShareCores: cpuShareCores() }),
    ...more,
  };
  const { verdict, ...judgement } = evaluateSlo(measured, profile);
  const slo = { profile: profile.name, ...judgement };
  return v.parse(RunSummary, { ...measured, verdict, slo });
}

function exitCodeOf({ ended, verdict }: RunSummary): ExitCode {
  return ended === "interrupted" ? ExitCode.interrupted : ExitCode[verdict];
}

await runProgram(main);
