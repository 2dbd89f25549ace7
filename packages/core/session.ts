import { CloseCode, CloseReason, isStartMessage } from "@stt-bench/protocol";
import type { BatchBuffer } from "./batch_buffer.ts";
import { BatchPipeline } from "./batch_pipeline.ts";
import type { PipelineEvents } from "./batch_pipeline.ts";
import { FrameRateLimit } from "./frame_rate_limit.ts";
import { FlushSchedule } from "./flush_schedule.ts";
import { IdleWatch } from "./idle_watch.ts";
import type { IdleEvents } from "./idle_watch.ts";
import { Patience } from "./patience.ts";
import type { Client, SessionSocket } from "./ports.ts";
import type { CloseCause, FrameLedger } from "./session_counters.ts";
import type { SessionHost } from "./session_host.ts";

/** Time that a client has to answer our Close before its connection is cut. */
const CLOSE_TIMEOUT_MS = 2000;

/** What transports report for a connection that ended without a Close frame (RFC 6455 §7.1.5). */
const NO_CLOSE = 1006;

/**
 * Where a session stands. A number in the table is the code that it closes with: → closing.
 *
 * | phase          | on start message | on frame     | on flush due | on outcome     | on drain       | on closed |
 * |----------------|------------------|--------------|--------------|----------------|----------------|-----------|
 * | awaiting-start | → streaming      | 1002         | –            | –              | 1012           | → ended   |
 * | streaming      | 1002             | buffered     | flush        | sent           | flush → draining | → ended   |
 * | draining       | 1002             | not accepted | –            | sent, then 1012 | –             | → ended   |
 * | closing        | ignored          | ignored      | –            | discarded      | –              | → ended   |
 * | ended          | ignored          | ignored      | –            | discarded      | –              | –         |
 */
export type SessionPhase = "awaiting-start" | "streaming" | "draining" | "closing" | "ended";

/**
 * One client's life: its start, its flushes, its end. What becomes of its frames is the business of
 * its {@linkcode BatchPipeline}.
 *
 * An adapter calls {@linkcode receiveText}, {@linkcode receiveFrame} (or {@linkcode reserveFrame}
 * and {@linkcode commitFrame}), {@linkcode heard}, {@linkcode pulled}, {@linkcode drained} and
 * {@linkcode socketClosed}; the session calls its {@linkcode SessionSocket}. Made by `Sessions.open`.
 */
export class Session {
  /** Unique within the gateway, from 1. */
  readonly id: number;
  /** Who is at the other end. */
  readonly client: Client;
  readonly #host: SessionHost;
  readonly #socket: SessionSocket;
  readonly #pipeline: BatchPipeline;
  readonly #openedMs: number;
  readonly #flushes: FlushSchedule;
  /** Is lost when the client takes too long: to start, to read, to answer our Close. */
  readonly #patience: Patience;
  readonly #idleWatch: IdleWatch;
  readonly #frameRate: FrameRateLimit;
  readonly #frameBytes: number;
  #phase: SessionPhase = "awaiting-start";
  #isLastFlush = false;
  #closeCode = 0;
  #closeCause: CloseCause = "client";
  #pongs = 0;

  /** @ignore Use `Sessions.open`. */
  constructor(host: SessionHost, socket: SessionSocket, id: number, client: Client) {
    this.id = id;
    this.client = client;
    this.#host = host;
    this.#socket = socket;
    const { settings } = host;
    this.#pipeline = new BatchPipeline(host, socket, this.#pipelineEvents(), this);
    this.#flushes = new FlushSchedule(host, socket, (latenessMs) => this.#onFlush(latenessMs));
    this.#openedMs = host.clock.now();
    this.#frameBytes = settings.frameBytes;
    this.#frameRate = new FrameRateLimit(settings.maxFrameRate);
    this.#idleWatch = new IdleWatch(host, socket, this.#idleEvents());
    this.#patience = new Patience({ ...host, onLost: () => this.#onPatienceLost() });
    this.#patience.arm(settings.startTimeoutMs);
  }

  /** Where the session stands. */
  get phase(): SessionPhase {
    return this.#phase;
  }

  /** What became of the frames so far. */
  get frames(): FrameLedger {
    return this.#pipeline.frames;
  }

  /** Messages that the transport holds unwritten, at most four. */
  get unwrittenMessages(): number {
    return this.#pipeline.unwrittenMessages;
  }

  /** The client has started in the way of another protocol; with this one {@linkcode receiveText} does. */
  start(): void {
    if (this.#phase === "awaiting-start") this.#start();
  }

  /** A text message of this protocol has arrived: the start, or one too many. */
  receiveText(text: string): void {
    if (this.#phase === "streaming" || this.#phase === "draining") {
      this.close(CloseCode.protocolError, CloseReason.textAfterStart, "text_after_start");
    } else if (this.#phase === "awaiting-start") {
      if (isStartMessage(text)) this.#start();
      else this.close(CloseCode.protocolError, CloseReason.badStart, "bad_start");
    }
  }

  /** A binary message has arrived; `bytes` are copied before this returns. */
  receiveFrame(bytes: Uint8Array): void {
    if (this.#phase === "awaiting-start") {
      this.close(CloseCode.protocolError, CloseReason.badStart, "bad_start");
      return;
    }
    if (bytes.byteLength !== this.#frameBytes) {
      const reason = `expected ${this.#frameBytes} byte PCM frame`;
      this.close(CloseCode.unsupportedData, reason, "bad_frame");
      return;
    }
    const buffer = this.reserveFrame();
    if (buffer === undefined) return;
    buffer.bytes.set(bytes, buffer.writeOffset);
    this.commitFrame();
  }

  /**
   * Room for a frame that the caller will write by itself: its bytes at `writeOffset` of the
   * buffer's `bytes`, then {@linkcode commitFrame}, with no other call to the session in between.
   * Undefined when the session takes no frame now (it has not started, drains, or closes).
   */
  reserveFrame(): BatchBuffer | undefined {
    return this.#phase === "streaming" ? this.#pipeline.reserve() : undefined;
  }

  /** The frame stands in the reserved room; it has arrived at `arrivalMs` of the clock. */
  commitFrame(arrivalMs: number = this.#host.clock.now()): void {
    this.#pipeline.commit(arrivalMs);
    if (this.#frameRate.take(arrivalMs)) return;
    this.close(CloseCode.policyViolation, CloseReason.frameRate, "frame_rate");
  }

  /** A pong has come: somebody is there. */
  heard(): void {
    this.#pongs++;
  }

  /** What {@linkcode SessionSocket.pull} asked for has been received. */
  pulled(): void {
    this.#flushes.pulled();
  }

  /** The transport has written everything that it had queued, and can take more. */
  drained(): void {
    if (this.#phase !== "streaming" && this.#phase !== "draining") return;
    this.#patience.cancel();
    this.#pipeline.drained();
    if (this.#phase === "draining") this.#finish();
  }

  /**
   * The socket is gone; `code` is what the transport saw (1006: no Close at all). Calling it again
   * does nothing.
   */
  socketClosed(code: number = NO_CLOSE): void {
    if (this.#phase === "ended") return;
    if (this.#phase !== "closing") {
      this.#closeCode = code;
      this.#closeCause = code === NO_CLOSE ? "connection_lost" : "client";
      this.#leave();
    }
    this.#phase = "ended";
    this.#patience.cancel();
    this.#host.sessionEnded(this, {
      id: this.id,
      client: this.client,
      code: this.#closeCode,
      cause: this.#closeCause,
      frames: this.frames,
      durationMs: this.#host.clock.now() - this.#openedMs,
    });
  }

  /** Ends the session in peace: everything received gets its outcome, then close 1012. */
  drain(): void {
    if (this.#phase === "awaiting-start") {
      this.close(CloseCode.serviceRestart, CloseReason.restart, "drain");
    } else if (this.#phase === "streaming") {
      this.#isLastFlush = true;
      this.#flushes.hasten();
    }
  }

  /** Closes the session; the request in flight is cancelled, and frames that wait are discarded. */
  close(code: CloseCode, reason: string, cause: CloseCause): void {
    if (this.#phase === "closing" || this.#phase === "ended") return;
    this.#phase = "closing";
    this.#closeCode = code;
    this.#closeCause = cause;
    this.#leave();
    this.#patience.arm(CLOSE_TIMEOUT_MS);
    this.#socket.close(code, reason);
  }

  #pipelineEvents(): PipelineEvents {
    const { settings, onBug } = this.#host;
    return {
      onSettled: () => {
        if (this.#phase === "draining") this.#finish();
      },
      onUnwritten: () => {
        if (!this.#patience.isArmed) this.#patience.arm(settings.sendTimeoutMs);
      },
      onSendFailed: () => this.socketClosed(),
      onOverloaded: () => {
        this.close(CloseCode.tryAgainLater, CloseReason.overloaded, "overflow");
      },
      onBug: (bug) => {
        this.close(CloseCode.internalError, CloseReason.internalError, "bug");
        onBug(bug);
      },
    };
  }

  #idleEvents(): IdleEvents {
    return {
      activity: () => this.#pipeline.received + this.#pongs,
      onDead: () => this.#onDead(),
    };
  }

  #start(): void {
    const { clock, settings, random } = this.#host;
    this.#phase = "streaming";
    this.#patience.cancel();
    const jitterMs = settings.flushPhaseJitterMs * random();
    this.#flushes.start(clock.now() + settings.flushIntervalMs + jitterMs);
    this.#idleWatch.start();
  }

  #onFlush(latenessMs: number): void {
    if (!this.#isLastFlush) return this.#pipeline.flush(latenessMs);
    this.#phase = "draining";
    this.#flushes.stop();
    this.#finish();
  }

  /** While draining: flushes what is left, and closes once everything is settled. */
  #finish(): void {
    this.#pipeline.flush(0);
    if (this.#pipeline.isEmpty) {
      this.close(CloseCode.serviceRestart, CloseReason.restart, "drain");
    }
  }

  #onPatienceLost(): void {
    if (this.#phase === "closing") {
      this.#socket.terminate();
      this.socketClosed(this.#closeCode);
    } else if (this.#phase === "awaiting-start") {
      this.close(CloseCode.policyViolation, CloseReason.noStart, "start_timeout");
    } else {
      this.close(CloseCode.policyViolation, CloseReason.notReading, "not_reading");
    }
  }

  /** Nobody reads a Close where nobody answers a ping. */
  #onDead(): void {
    // We don't hear its pongs either.
    if (this.#pipeline.isPaused) return this.#idleWatch.start();
    if (this.#socket.ping === undefined) {
      this.close(CloseCode.policyViolation, CloseReason.idle, "idle");
      return;
    }
    this.#phase = "closing";
    this.#closeCode = NO_CLOSE;
    this.#closeCause = "idle";
    this.#leave();
    this.#socket.terminate();
    this.socketClosed();
  }

  #leave(): void {
    this.#flushes.stop();
    this.#idleWatch.stop();
    this.#pipeline.discard();
  }
}
