import type { RunPhase } from "@stt-bench/results";
import { RUN_PHASES } from "@stt-bench/results";
import { Agenda } from "./agenda.ts";
import { Backlog } from "./backlog.ts";
import type { FrameSource } from "./audio/frame_source.ts";
import { FrameWheel } from "./frame_wheel.ts";
import type { InterferenceBetween } from "./machine/interference.ts";
import { RunRecorder } from "./run_recorder.ts";
import type { SessionState } from "./run_recorder.ts";
import type { SampleWriter } from "./samples_file.ts";
import { Session } from "./session.ts";
import type { SessionPorts } from "./session.ts";
import type { Settings } from "./settings.ts";
import { Timeline } from "./timeline.ts";
import { targetOf } from "./transport/transport.ts";
import type { Transport } from "./transport/transport.ts";
import { WindowUsage } from "./window_usage.ts";
import type { UsagePorts } from "./window_usage.ts";

/** What a run needs from the world. */
export interface RunPorts extends UsagePorts {
  readonly transport: Transport;
  /** When the schedule begins, on the clock: the same instant for all shards; at once if left out. */
  readonly startMs?: number;
  readonly source: FrameSource;
  readonly samples: SampleWriter | undefined;
  /** As {@linkcode everyMs} in `every_ms.ts`: about every millisecond, or once a turn while it is busy. */
  readonly everyMs: (tick: () => boolean) => () => void;
  readonly listener: RunListener;
}

/** Hears how a run goes on. */
export interface RunListener {
  /** A phase begins now. */
  phase(phase: RunPhase, atMs: number): void;
  /** Once a second. */
  progress(recorder: RunRecorder, atMs: number): void;
  /** Something that people should know: that sessions begin to break, or that none is left. */
  problem(message: string, atMs: number): void;
}

/** What a run leaves behind. */
export interface RunOutcome {
  readonly recorder: RunRecorder;
  readonly ended: "complete" | "interrupted" | "gateway_lost";
  /** Sessions that this process was to run. */
  readonly sessions: number;
  /** Milliseconds of the measured window that passed, and the CPU that they took. */
  readonly measuredMs: number;
  readonly measuredCpuMs: number;
  /** The CPU that the system withheld from this process in the measured window. */
  readonly interference: InterferenceBetween;
  readonly maxRssBytes: number;
}

const PROGRESS_MS = 1000;

/** One run: all sessions of this process through all phases. Use it once. */
export class LoadRun {
  readonly #settings: Settings;
  readonly #ports: RunPorts;
  readonly #recorder: RunRecorder = new RunRecorder();
  readonly #agenda: Agenda = new Agenda();
  readonly #wheel: FrameWheel;
  readonly #backlog: Backlog = new Backlog();
  readonly #timeline: Timeline;
  readonly #usage: WindowUsage;
  readonly #sessionPorts: SessionPorts;
  /** By id; under churn the present one. */
  readonly #sessions = new Map<number, Session>();
  readonly #done = Promise.withResolvers<void>();
  #ended: RunOutcome["ended"] = "complete";
  #hasToldProblem = false;

  constructor(settings: Settings, ports: RunPorts) {
    this.#settings = settings;
    this.#ports = ports;
    this.#wheel = new FrameWheel(ports.clock);
    this.#usage = new WindowUsage(ports);
    this.#timeline = new Timeline(ports.startMs ?? ports.clock(), settings);
    this.#sessionPorts = this.#createSessionPorts();
    for (const id of ownIds(settings)) {
      this.#addSession(id, this.#timeline.sessionStartMs(id), this.#timeline.firstLifeMs(id));
    }
  }

  /** Runs to the end, or until `signal` aborts. */
  async run(signal: AbortSignal): Promise<RunOutcome> {
    this.#schedulePhases();
    const interrupt = () => this.#endEarly("interrupted");
    signal.addEventListener("abort", interrupt);
    if (signal.aborted) interrupt();
    const stop = this.#ports.everyMs(() => this.#tick());
    await this.#done.promise;
    stop();
    signal.removeEventListener("abort", interrupt);
    this.#usage.close();
    this.#enter("done");
    return {
      recorder: this.#recorder,
      ended: this.#ended,
      sessions: this.#sessions.size,
      measuredMs: this.#usage.ms,
      measuredCpuMs: this.#usage.cpuMs,
      interference: this.#usage.interference,
      maxRssBytes: this.#usage.maxRssBytes,
    };
  }

  /** Time since the run began: 0 before that, while an instant is waited for that shards share. */
  get #atMs(): number {
    return Math.max(0, this.#ports.clock() - this.#timeline.startMs);
  }

  /** The wheel first: a frame that is due before the window closes belongs to it. */
  #tick(): boolean {
    const isMoreDue = this.#wheel.advance();
    this.#agenda.runDue(this.#ports.clock());
    const isMoreWaiting = this.#backlog.advance();
    return isMoreDue || isMoreWaiting;
  }

  #addSession(id: number, startMs: number, lifeMs: number | undefined): void {
    const session = new Session(id, this.#sessionPorts, lifeMs);
    this.#sessions.set(id, session);
    this.#agenda.schedule(startMs, () => session.start());
  }

  #schedulePhases(): void {
    const { startMs, warmupMs, measureMs, measureEndMs, graceMs } = this.#timeline;
    this.#enter("connecting");
    this.#agenda.schedule(warmupMs, () => this.#enter("warmup"));
    this.#agenda.schedule(measureMs, () => {
      this.#enter("measure");
      this.#usage.open();
    });
    this.#agenda.schedule(measureEndMs, () => {
      this.#enter("grace");
      this.#usage.close();
    });
    this.#agenda.schedule(measureEndMs + graceMs, () => {
      for (const session of this.#sessions.values()) session.giveUp();
    });
    this.#scheduleProgress(startMs + PROGRESS_MS);
  }

  #scheduleProgress(atMs: number): void {
    this.#agenda.schedule(atMs, () => {
      const { listener } = this.#ports;
      this.#usage.sample();
      listener.progress(this.#recorder, this.#atMs);
      this.#recorder.recent.reset();
      if (this.#recorder.brokenSessions > 0 && !this.#hasToldProblem) {
        this.#hasToldProblem = true;
        listener.problem(`Sessions break: ${describeFailures(this.#recorder)}`, this.#atMs);
      }
      this.#scheduleProgress(atMs + PROGRESS_MS);
    });
  }

  /** Phases only go forward: the first session may stream after the warm-up should have begun. */
  #enter(phase: RunPhase): void {
    const isFirst = phase === "connecting";
    if (!isFirst && RUN_PHASES.indexOf(phase) <= RUN_PHASES.indexOf(this.#recorder.phase)) return;
    this.#recorder.phase = phase;
    this.#ports.listener.phase(phase, this.#atMs);
  }

  #createSessionPorts(): SessionPorts {
    const { clock, source, samples, transport } = this.#ports;
    const { connectTimeoutMs, sendTimeoutMs, closeGraceMs, flushIntervalMs, verify, url } =
      this.#settings;
    return {
      clock,
      source,
      samples,
      transport,
      timeline: this.#timeline,
      recorder: this.#recorder,
      agenda: this.#agenda,
      wheel: this.#wheel,
      backlog: this.#backlog,
      url: new URL(url),
      target: targetOf(new URL(url)),
      connectTimeoutMs,
      sendTimeoutMs,
      closeGraceMs,
      flushIntervalMs,
      verify,
      onLived: (id) => this.#onLived(id),
      onState: (state) => this.#onState(state),
    };
  }

  /** A successor takes the place of a session, at once; not of one that broke. */
  #onLived(id: number): void {
    if (!this.#isReplacing) return;
    this.#addSession(id, this.#ports.clock(), this.#timeline.lifeMs);
  }

  /** Do sessions that close now have successors? */
  get #isReplacing(): boolean {
    return this.#timeline.lifeMs !== undefined && this.#ended === "complete" && !this.#isPastWindow;
  }

  get #isPastWindow(): boolean {
    return RUN_PHASES.indexOf(this.#recorder.phase) > RUN_PHASES.indexOf("measure");
  }

  #onState(state: SessionState): void {
    if (state === "streaming") this.#enter("ramp");
    const { idle, connecting, waiting, streaming, closing } = this.#recorder.sessions;
    if (connecting + waiting + streaming > 0) return;
    if (idle > 0) {
      // No session has ever been let in, so the rest need not try.
      if (closing === 0 && this.#recorder.phase === "connecting") this.#endEarly("gateway_lost");
    } else if (closing > 0) {
      if (!this.#isReplacing) this.#enter("closing");
    } else this.#allOver();
  }

  #endEarly(why: "interrupted" | "gateway_lost"): void {
    if (this.#ended !== "complete") return;
    this.#ended = why;
    for (const session of this.#sessions.values()) session.interrupt();
  }

  #allOver(): void {
    if (this.#ended === "complete" && !this.#isPastWindow) this.#ended = "gateway_lost";
    if (this.#ended === "gateway_lost") {
      const why = describeFailures(this.#recorder);
      this.#ports.listener.problem(`Cannot stream to ${this.#settings.url}: ${why}`, this.#atMs);
    }
    this.#done.resolve();
  }
}

/** The ids of the sessions that this process runs. */
function ownIds({ sessions, shard }: Settings): number[] {
  const ids = [];
  for (let id = shard.index; id < sessions; id += shard.count) ids.push(id);
  return ids;
}

/** Which sessions failed and why, in one line. */
function describeFailures({ broken, silentSessions }: RunRecorder): string {
  const failures = [...broken]
    .map(([cause, { count, example }]) => `${count} × ${cause} (${example})`);
  if (silentSessions > 0) failures.push(`${silentSessions} × silent (no partial came)`);
  return failures.join(", ");
}
