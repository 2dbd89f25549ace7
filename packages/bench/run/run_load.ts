import { parseProgressEvent, RunSummary } from "@stt-bench/results";
import type { ProgressEvent } from "@stt-bench/results";
import * as v from "valibot";
import { describeExit } from "../programs/child.ts";
import type { Child } from "../programs/child.ts";
import type { GatewayReadings } from "./gateway_cost.ts";
import { startTool } from "../programs/programs.ts";
import type { ProcessUsage } from "../machine/process_usage.ts";
import { readProcessUsage } from "../machine/read_process_usage.ts";

/** How long the load generator may take to end, once it should. */
const END_GRACE_MS = 10_000;

/** What {@linkcode runLoad} needs. */
export interface LoadOptions {
  /** Arguments of the load generator. */
  readonly args: readonly string[];
  /** What to put before its command. */
  readonly prefix: readonly string[];
  /** How long a whole run takes. */
  readonly expectedMs: number;
  /** The process whose CPU and memory are read; undefined where it isn't known. */
  readonly gatewayPid: number | undefined;
  /** Settles when a server that the run depends on has ended. */
  readonly serverExited: Promise<unknown>;
  readonly signal: AbortSignal;
  /** Called with what the load generator tells, and its process id. */
  readonly onProgress: (event: ProgressEvent, generatorPid: number | undefined) => void;
}

/** What a load left behind. */
export interface LoadOutcome {
  /** Missing when the load generator did not get that far. */
  readonly summary: RunSummary | undefined;
  readonly readings: GatewayReadings | undefined;
  /** Why there is no summary, in one line. */
  readonly problem: string | undefined;
  /** Last lines of the load generator's log. */
  readonly log: readonly string[];
}

type MaybeReadings = { -readonly [Moment in keyof GatewayReadings]?: ProcessUsage | undefined };

/**
 * Runs the load generator to its end. It is told to end early, and to sum up what it has, when
 * `signal` aborts, when a server has ended and it doesn't notice, or when it takes far too long.
 */
export async function runLoad(options: LoadOptions): Promise<LoadOutcome> {
  const stdout: string[] = [];
  const problems: string[] = [];
  const readings: MaybeReadings = {};
  const read = (moment: keyof GatewayReadings) => {
    const { gatewayPid } = options;
    if (gatewayPid !== undefined) readings[moment] = readProcessUsage(gatewayPid);
  };
  read("idle");
  const child: Child = await startTool("loadgen", options.args, {
    prefix: options.prefix,
    onStdoutLine: (line) => stdout.push(line),
    onStderrLine: (line) => {
      const event = parseProgressEvent(line);
      if (event === undefined) return false;
      if (event.event === "phase" && event.phase === "measure") read("windowStart");
      if (event.event === "phase" && event.phase === "grace") read("windowEnd");
      if (event.event === "problem") problems.push(event.message);
      options.onProgress(event, child.pid);
      return true;
    },
  });
  const exit = await endInTime(child, options);
  const summary = parseSummary(stdout.join("\n"));
  return {
    summary,
    readings: isComplete(readings) ? readings : undefined,
    problem: summary === undefined
      ? `the load generator left no summary: ${problems.at(-1) ?? describeExit(exit)}`
      : undefined,
    log: child.log,
  };
}

/** Waits for the end, and forces it where it doesn't come. */
async function endInTime(child: Child, options: LoadOptions): ReturnType<Child["stop"]> {
  const timers: ReturnType<typeof setTimeout>[] = [];
  const after = (ms: number, run: () => void) => timers.push(setTimeout(run, ms));
  const interrupt = () => {
    child.kill("SIGINT");
    after(END_GRACE_MS, () => child.kill("SIGKILL"));
  };
  after(options.expectedMs + END_GRACE_MS, interrupt);
  options.serverExited.then(() => {
    // Servers end after every run, too: then there is nobody left to interrupt.
    if (!child.hasExited) after(END_GRACE_MS / 2, interrupt);
  });
  options.signal.addEventListener("abort", interrupt);
  if (options.signal.aborted) interrupt();
  try {
    return await child.exited;
  } finally {
    options.signal.removeEventListener("abort", interrupt);
    for (const timer of timers) clearTimeout(timer);
  }
}

function isComplete(
  readings: MaybeReadings,
): readings is GatewayReadings {
  return readings.idle !== undefined && readings.windowStart !== undefined &&
    readings.windowEnd !== undefined;
}

function parseSummary(json: string): RunSummary | undefined {
  try {
    return v.parse(RunSummary, JSON.parse(json));
  } catch {
    return undefined;
  }
}
