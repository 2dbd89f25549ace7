import type { BufferPool } from "./buffer_pool.ts";
import type { Client, Clock, Inference } from "./ports.ts";
import type { FlushedBatch } from "./flushed_batch.ts";
import type { Session } from "./session.ts";
import type { CloseCause, FrameLedger, SessionCounters } from "./session_counters.ts";
import type { SessionMessages } from "./session_messages.ts";
import type { SessionSettings } from "./session_settings.ts";
import type { TimerWheel } from "./timer_wheel.ts";

/** What is known of a session once it has ended. */
export interface SessionEnd {
  /** As {@linkcode Session.id}. */
  readonly id: number;
  /** Who was at the other end. */
  readonly client: Client;
  /** The close code that was sent, or seen (1006: none). */
  readonly code: number;
  /** Why it ended. */
  readonly cause: CloseCause;
  /** What became of its frames. */
  readonly frames: FrameLedger;
  /** From its opening to the end of its socket. */
  readonly durationMs: number;
}

/** What a session uses of its gateway, and tells it. */
export interface SessionHost {
  readonly inference: Inference<unknown>;
  /** Those that go with the answers of `inference`. */
  readonly messages: SessionMessages<unknown>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly settings: SessionSettings;
  /** Buffered frames at which reading pauses; 0: it never does. */
  readonly pauseAtFrames: number;
  readonly wheel: TimerWheel;
  readonly pool: BufferPool;
  /** Totals over all sessions; the frames are added when a session ends. */
  readonly counters: SessionCounters;
  sessionEnded(session: Session, end: SessionEnd): void;
  batchEnded(batch: FlushedBatch, ok: boolean, nowMs: number): void;
  onBug(bug: unknown): void;
}
