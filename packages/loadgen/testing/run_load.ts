import type { Measurements } from "@stt-bench/results";
import { generatedFrames } from "../audio/generated_frames.ts";
import type { FrameSource } from "../audio/frame_source.ts";
import { LoadRun } from "../load_run.ts";
import type { RunOutcome } from "../load_run.ts";
import { measurements } from "../measurements.ts";
import type { SampleWriter } from "../samples_file.ts";
import { parseSettings } from "../settings.ts";
import type { Settings } from "../settings.ts";
import { FakeGateway } from "./fake_gateway.ts";
import type { Behaviour } from "./fake_gateway.ts";
import { ManualClock } from "./manual_clock.ts";

let source: FrameSource | undefined;

/** The generated audio, built once for all tests of a file. */
export function testSource(): FrameSource {
  return source ??= generatedFrames();
}

/** A run against a gateway in memory, and everything that can be seen of it. */
export interface TestRun {
  readonly clock: ManualClock;
  readonly gateway: FakeGateway;
  /** What the listener heard, in order. */
  readonly heard: string[];
  readonly interrupt: () => void;
  readonly result: Promise<{ outcome: RunOutcome; measured: Measurements }>;
}

/** Settings of a short run: 1 s warm-up, 3 s measured, 2 s of grace. */
export function testSettings(...args: string[]): Settings {
  return parseSettings(
    "--url ws://test/ws/stt --sessions 3 --warmup-secs 1 --measure-secs 3 --session-grace-secs 2"
      .split(" ").concat(args),
  );
}

/** Starts a run, whose schedule begins at `startMs` of the clock or at once; the clock stands still. */
export function startRun(
  settings: Settings,
  behaviourOf?: (index: number) => Behaviour,
  samples?: SampleWriter,
  startMs?: number,
): TestRun {
  const clock = new ManualClock();
  const gateway = new FakeGateway(clock, behaviourOf);
  const heard: string[] = [];
  const interruption = new AbortController();
  const run = new LoadRun(settings, {
    transport: gateway,
    source: testSource(),
    samples,
    clock: clock.now,
    ...(startMs !== undefined && { startMs }),
    everyMs: clock.everyMs,
    readUsage: () => ({ cpuMs: clock.now() / 4, rssBytes: 1e6 + clock.now() }),
    readInterference: () => ({
      throttledMs: 0,
      ticks: { all: clock.now(), stolen: clock.now() / 50 },
    }),
    listener: {
      phase: (phase, atMs) => heard.push(`${phase} ${atMs}`),
      progress: () => {},
      problem: (message) => heard.push(message),
    },
  });
  const facts = { runtime: "node", version: "1", cpuShareCores: 1 } as const;
  const result = run.run(interruption.signal)
    .then((outcome) => ({ outcome, measured: measurements(settings, outcome, facts) }));
  return { clock, gateway, heard, interrupt: () => interruption.abort(), result };
}

/** Runs to the end. */
export async function runLoad(
  settings: Settings,
  behaviourOf?: (index: number) => Behaviour,
): Promise<Measurements> {
  const { clock, result } = startRun(settings, behaviourOf);
  return (await clock.until(result)).measured;
}
