import { FRAME_BYTES } from "@stt-bench/protocol";
import type { CloseCode, InferenceAnswer } from "@stt-bench/protocol";
import type { BatchLayout } from "./batch_layout.ts";
import { createPlainLayout } from "./batch_layout.ts";
import { BufferPool } from "./buffer_pool.ts";
import { checkSessionSettings } from "./check_session_settings.ts";
import type { Client, Clock, Inference, SessionSocket } from "./ports.ts";
import type { FlushedBatch } from "./flushed_batch.ts";
import { Session } from "./session.ts";
import type { SessionEnd, SessionHost } from "./session_host.ts";
import { addFrames, createSessionCounters } from "./session_counters.ts";
import type { SessionCounters } from "./session_counters.ts";
import { DEFAULT_SESSION_SETTINGS } from "./session_settings.ts";
import type { SessionMessages } from "./session_messages.ts";
import type { SessionSettings } from "./session_settings.ts";
import { systemClock } from "./system_clock.ts";
import { TimerWheel, WheelTimer } from "./timer_wheel.ts";
import { wireMessages } from "./wire_messages.ts";

/** Who hears what becomes of sessions. */
export interface SessionsEvents {
  /** Called once for each session, after its last counter has moved. */
  readonly onSessionEnd?: (end: SessionEnd) => void;
  /** Called for each batch whose inference has ended, also after its session has. */
  readonly onBatchEnd?: (batch: BatchEnd) => void;
  /** Called when `inference` throws, which it must not; the session is closed with 1011. */
  readonly onBug?: (bug: unknown) => void;
}

/** What the sessions of one gateway stand on. */
export interface SessionsOptions<Answer = InferenceAnswer> extends SessionsEvents {
  /** The model, or the way to it. */
  readonly inference: Inference<Answer>;
  /** What clients are told; those of the wire protocol unless given. */
  readonly messages?: SessionMessages<Answer>;
  /** {@linkcode systemClock} unless given. */
  readonly clock?: Clock;
  /** What differs from {@linkcode DEFAULT_SESSION_SETTINGS}. */
  readonly settings?: Partial<SessionSettings>;
  /** Uniform in [0, 1), for the flush phase. */
  readonly random?: () => number;
  /** Where the frames of a batch lie in its memory. */
  readonly layout?: BatchLayout;
  /** How long a tick of the timer wheel lasts; 1 unless given. */
  readonly timerResolutionMs?: number;
}

/** Answers that the wire protocol has no messages for need messages of their own. */
type NeedsMessages<Answer> = Answer extends InferenceAnswer ? unknown
  : { readonly messages: SessionMessages<Answer> };

/** What is known of a batch once its inference has ended. */
export interface BatchEnd {
  /** Has it been answered? */
  readonly ok: boolean;
  /** Frames in it. */
  readonly frames: number;
  /** How long after its due time it was flushed. */
  readonly flushLatenessMs: number;
  /** Time that its request took. */
  readonly inferenceMs: number;
  /** Time since the oldest of its frames arrived. */
  readonly oldestAgeMs: number;
  /** Time since the newest of its frames arrived. */
  readonly newestAgeMs: number;
}

/**
 * All sessions of one gateway and what they share: one timer, one buffer pool, one set of counters.
 */
export class Sessions<Answer = InferenceAnswer> {
  readonly #events: SessionsEvents;
  readonly #host: SessionHost;
  readonly #open = new Set<Session>();
  readonly #totals = createSessionCounters();
  #lastId = 0;
  #isDraining = false;
  /** Those who wait until no session is left. */
  readonly #onEmpty: (() => void)[] = [];

  /**
   * Without sessions at first; one for each gateway.
   *
   * @throws {RangeError} for settings or ticks that sessions can't work with, and when `layout` is for
   * frames of another size than `settings.frameBytes`.
   */
  constructor(options: SessionsOptions<Answer> & NeedsMessages<Answer>) {
    this.#events = options;
    const settings = { ...DEFAULT_SESSION_SETTINGS, ...options.settings };
    checkSessionSettings(settings);
    const layout = options.layout ?? createPlainLayout(settings.frameBytes);
    expectFrameBytes(layout, settings.frameBytes);
    const { clock = systemClock, timerResolutionMs = 1 } = options;
    this.#host = {
      inference: options.inference,
      messages: options.messages ?? wireMessages(settings),
      clock,
      random: options.random ?? Math.random,
      settings,
      pauseAtFrames: settings.overflowPolicy === "pause"
        ? Math.ceil(settings.maxBufferedFrames / 2)
        : 0,
      wheel: new TimerWheel(clock, { resolutionMs: timerResolutionMs }),
      pool: new BufferPool(ordinaryBatchFrames(settings), settings.maxBufferedFrames, layout),
      counters: this.#totals,
      sessionEnded: (session, end) => this.#sessionEnded(session, end),
      batchEnded: (batch, ok, nowMs) => this.#batchEnded(batch, ok, nowMs),
      onBug: options.onBug ?? (() => {}),
    };
  }

  /** Sessions whose socket has not closed yet. */
  get size(): number {
    return this.#open.size;
  }

  /** Bytes of the buffers that sessions and requests hold, filled with frames or not. */
  get bufferBytes(): number {
    return this.#host.pool.bytesInUse;
  }

  /** What happened so far, over ended and open sessions; a copy. */
  get counters(): SessionCounters {
    const totals = structuredClone(this.#totals);
    for (const session of this.#open) addFrames(totals.frames, session.frames);
    return totals;
  }

  /** A client has connected through `socket`. */
  open(socket: SessionSocket, client: Client = { peer: "" }): Session {
    const session = new Session(this.#host, socket, ++this.#lastId, client);
    this.#open.add(session);
    this.#totals.sessionsOpened++;
    if (this.#isDraining) session.drain();
    return session;
  }

  /**
   * Drains all sessions, one after another, spread evenly over `windowMs`: each gets the outcome of
   * what it has sent, then close 1012. Resolves when no session is left. A second call, with a shorter
   * window, hastens the first.
   */
  async drain(windowMs: number): Promise<void> {
    this.#isDraining = true;
    const { clock, wheel } = this.#host;
    const sessions = [...this.#open];
    const startMs = clock.now();
    sessions.forEach((session, index) => {
      const timer = new WheelTimer(() => session.drain());
      wheel.arm(timer, startMs + (windowMs * index) / sessions.length);
    });
    if (this.#open.size === 0) return;
    await new Promise<void>((resolve) => this.#onEmpty.push(resolve));
  }

  /** Closes every session that is still open; what it has not been told is discarded. */
  closeAll(code: CloseCode, reason: string): void {
    for (const session of this.#open) session.close(code, reason, "drain_deadline");
  }

  #sessionEnded(session: Session, end: SessionEnd): void {
    this.#open.delete(session);
    this.#totals.sessionsClosed++;
    this.#totals.closes[end.cause]++;
    addFrames(this.#totals.frames, end.frames);
    this.#events.onSessionEnd?.(end);
    if (this.#open.size > 0) return;
    for (const resolve of this.#onEmpty.splice(0)) resolve();
  }

  #batchEnded(batch: FlushedBatch, ok: boolean, nowMs: number): void {
    this.#events.onBatchEnd?.({
      ok,
      frames: batch.frames,
      flushLatenessMs: batch.flushLatenessMs,
      inferenceMs: nowMs - batch.startedMs,
      oldestAgeMs: nowMs - batch.oldestArrivalMs,
      newestAgeMs: nowMs - batch.newestArrivalMs,
    });
  }
}

/** Room for what comes while a flush is a little late: 64 frames, where 50 come in an interval. */
const LATENESS_FACTOR = 1.28;

/** Frames that a buffer needs for one flush interval. */
function ordinaryBatchFrames({ flushIntervalMs, frameMs }: SessionSettings): number {
  return Math.ceil((flushIntervalMs / frameMs) * LATENESS_FACTOR);
}

function expectFrameBytes({ frameBytes = FRAME_BYTES }: BatchLayout, expected: number): void {
  if (frameBytes === expected) return;
  throw new RangeError(
    `Cannot open sessions: expected a layout for frames of ${expected} bytes, got one for ${frameBytes}`,
  );
}
