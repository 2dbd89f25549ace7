import { CloseCode, CloseReason, FRAME_BYTES, isStartMessage } from "@stt-bench/protocol";
import type { BatchBuffer } from "./batch_buffer.ts";
import { InputBuffer } from "./input_buffer.ts";
import { Outbox } from "./outbox.ts";
import type { InferenceResult, SessionSocket } from "./ports.ts";
import { failureMessage, overflowMessage, partialMessage } from "./server_messages.ts";
import type { FlushedBatch } from "./server_messages.ts";
import type { CloseCause, FrameLedger } from "./session_counters.ts";
import type { SessionHost } from "./session_host.ts";
import { WheelTimer } from "./timer_wheel.ts";

/** Time that a client has to answer our Close before its connection is cut. */
export const CLOSE_TIMEOUT_MS = 2000;

/**
 * Where a session stands.
 *
 * | phase          | on start message | on frame     | on flush due | on outcome     | on drain       | on close  |
 * |----------------|------------------|--------------|--------------|----------------|----------------|-----------|
 * | awaiting-start | → streaming      | 1002         | –            | –              | 1012           | → ended   |
 * | streaming      | 1002             | buffered     | flush        | sent           | → draining     | → ended   |
 * | draining       | 1002             | not accepted | –            | sent, then 1012 | –             | → ended   |
 * | closing        | ignored          | ignored      | –            | discarded      | –              | → ended   |
 * | ended          | ignored          | ignored      | –            | discarded      | –              | –         |
 */
export type SessionPhase = "awaiting-start" | "streaming" | "draining" | "closing" | "ended";

/** A message whose batch stays in flight until the outbox takes it. */
interface Outcome {
  readonly text: string;
  readonly acknowledges: boolean;
}

/**
 * One client: numbers and buffers its frames, flushes them when due, has at most one batch in
 * flight, and answers each batch with a `partial` or an `error`.
 *
 * An adapter calls {@linkcode receiveText}, {@linkcode receiveFrame} (or {@linkcode reserveFrame}
 * and {@linkcode commitFrame}), {@linkcode drained} and {@linkcode socketClosed}; the session calls
 * its {@linkcode SessionSocket}. Made by `Sessions.open`.
 *
 * Hot path: a frame is copied once and allocates nothing.
 */
export class Session {
  /** Unique within the gateway, from 1. */
  readonly id: number;
  /** Who is at the other end, as the adapter names it; for logs. */
  readonly peer: string;
  readonly #host: SessionHost;
  readonly #socket: SessionSocket;
  readonly #input: InputBuffer;
  readonly #outbox: Outbox;
  readonly #openedMs: number;
  readonly #flushTimer = new WheelTimer((nowMs) => this.#onFlushDue(nowMs));
  /** Strikes when the client takes too long: to start, to read, to answer our Close. */
  readonly #patience = new WheelTimer(() => this.#onPatienceLost());
  #phase: SessionPhase = "awaiting-start";
  #flushDueMs = 0;
  #inFlight: FlushedBatch | undefined;
  #held: Outcome | undefined;
  #cancellation: AbortController | undefined;
  #paused = false;
  #closeCode = 0;
  #closeCause: CloseCause = "client";
  #acknowledged = 0;
  #failed = 0;
  #dropped = 0;
  #discarded = 0;

  /** @ignore Use `Sessions.open`. */
  constructor(host: SessionHost, socket: SessionSocket, id: number, peer: string) {
    this.id = id;
    this.peer = peer;
    this.#host = host;
    this.#socket = socket;
    this.#input = new InputBuffer(host.pool, host.settings.maxBufferedFrames);
    this.#outbox = new Outbox(socket);
    this.#openedMs = host.clock.now();
    host.wheel.arm(this.#patience, this.#openedMs + host.settings.startTimeoutMs);
  }

  /** Where the session stands. */
  get phase(): SessionPhase {
    return this.#phase;
  }

  /** What became of the frames so far. */
  get frames(): FrameLedger {
    return {
      received: this.#input.received,
      acknowledged: this.#acknowledged,
      failed: this.#failed,
      dropped: this.#dropped,
      discarded: this.#discarded,
      inFlight: this.#inFlight?.frames ?? 0,
      buffered: this.#input.frames,
    };
  }

  /** Messages that the transport holds unwritten, at most four. */
  get unwrittenMessages(): number {
    return this.#outbox.unwritten;
  }

  /** A text message has arrived. */
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
    if (bytes.byteLength !== FRAME_BYTES) {
      this.close(CloseCode.unsupportedData, CloseReason.badFrameSize, "bad_frame");
      return;
    }
    const buffer = this.reserveFrame();
    if (buffer === undefined) return;
    buffer.bytes.set(bytes, buffer.writeOffset);
    this.commitFrame();
  }

  /**
   * Room for a frame that the caller will write by itself: 640 bytes at `writeOffset` of the
   * buffer's `bytes`, then {@linkcode commitFrame}, with no other call to the session in between.
   * Undefined when the session takes no frame now (it has not started, drains, or closes).
   */
  reserveFrame(): BatchBuffer | undefined {
    if (this.#phase !== "streaming") return undefined;
    if (this.#input.isFull && !this.#makeRoom()) return undefined;
    return this.#input.reserve();
  }

  /** The frame stands in the reserved room. */
  commitFrame(): void {
    this.#input.commit(this.#host.clock.now());
    if (this.#host.pauseAtFrames > 0 && this.#input.frames >= this.#host.pauseAtFrames) {
      this.#pause();
    }
  }

  /** The transport has written everything that it had queued, and can take more. */
  drained(): void {
    this.#outbox.drained();
    if (this.#phase !== "streaming" && this.#phase !== "draining") return;
    this.#patience.cancel();
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#settle(held);
    else this.#reportDropped();
    if (this.#phase === "draining") this.#finish();
  }

  /**
   * The socket is gone; `code` is what the transport saw (1006: no Close at all). Calling it again
   * does nothing.
   */
  socketClosed(code = 1006): void {
    if (this.#phase === "ended") return;
    if (this.#phase !== "closing") {
      this.#closeCode = code;
      this.#closeCause = causeOfCode(code);
      this.#leave();
    }
    this.#phase = "ended";
    this.#patience.cancel();
    this.#host.sessionEnded(this, {
      id: this.id,
      peer: this.peer,
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
      this.#phase = "draining";
      this.#flushTimer.cancel();
      this.#finish();
    }
  }

  /** Closes the session; the request in flight is cancelled, and frames that wait are discarded. */
  close(code: CloseCode, reason: string, cause: CloseCause): void {
    if (this.#phase === "closing" || this.#phase === "ended") return;
    this.#phase = "closing";
    this.#closeCode = code;
    this.#closeCause = cause;
    this.#leave();
    this.#host.wheel.arm(this.#patience, this.#host.clock.now() + CLOSE_TIMEOUT_MS);
    this.#socket.close(code, reason);
  }

  #start(): void {
    const { clock, settings, wheel, random } = this.#host;
    this.#phase = "streaming";
    this.#patience.cancel();
    const jitterMs = settings.flushPhaseJitterMs * random();
    this.#flushDueMs = clock.now() + settings.flushIntervalMs + jitterMs;
    wheel.arm(this.#flushTimer, this.#flushDueMs);
  }

  #onFlushDue(nowMs: number): void {
    const latenessMs = Math.max(0, nowMs - this.#flushDueMs);
    this.#flushDueMs += this.#host.settings.flushIntervalMs;
    this.#host.wheel.arm(this.#flushTimer, this.#flushDueMs);
    this.#flush(latenessMs);
  }

  /** Posts what is buffered as one batch, unless a batch is in flight: the in-flight guard. */
  #flush(flushLatenessMs: number): void {
    if (this.#inFlight !== undefined || !this.#reportDropped()) return;
    const taken = this.#input.take();
    if (taken === undefined) return;
    this.#resume();
    const batch = { ...taken, startedMs: this.#host.clock.now(), flushLatenessMs };
    this.#inFlight = batch;
    this.#cancellation ??= new AbortController();
    this.#host.inference.infer(batch, this.#cancellation.signal).then(
      (result) => this.#onResult(batch, result),
      (bug) => this.#onBug(batch, bug),
    );
  }

  #onResult(batch: FlushedBatch, result: InferenceResult): void {
    if (result.ok) this.#host.pool.release(batch.buffer);
    else this.#host.pool.abandon(batch.buffer);
    const nowMs = this.#host.clock.now();
    this.#host.batchEnded(batch, result.ok, nowMs);
    if (this.#inFlight !== batch) return;
    this.#settle(
      result.ok
        ? { text: partialMessage(batch, result.answer, this.#host.settings), acknowledges: true }
        : {
          text: failureMessage(batch, result, this.#input.frames, nowMs),
          acknowledges: false,
        },
    );
    if (!result.ok) this.#host.counters.errors[result.kind]++;
    if (this.#phase === "draining") this.#finish();
  }

  #onBug(batch: FlushedBatch, bug: unknown): void {
    this.#host.pool.abandon(batch.buffer);
    this.close(CloseCode.internalError, CloseReason.internalError, "bug");
    this.#host.onBug(bug);
  }

  /** Sends the outcome of the batch in flight; it stays in flight while the outbox is full. */
  #settle(outcome: Outcome): void {
    if (!this.#send(outcome.text)) {
      if (this.#phase === "streaming" || this.#phase === "draining") this.#held = outcome;
      return;
    }
    const { frames } = this.#inFlight!;
    this.#inFlight = undefined;
    if (outcome.acknowledges) {
      this.#acknowledged += frames;
      this.#host.counters.partials++;
    } else {
      this.#failed += frames;
    }
    this.#reportDropped();
  }

  /** Names the dropped frames to the client. False when that has to wait for the outbox. */
  #reportDropped(): boolean {
    const { dropped, frames } = this.#input;
    if (dropped === undefined || this.#inFlight !== undefined) return true;
    if (!this.#send(overflowMessage(dropped, frames, this.#host.clock.now()))) return false;
    this.#input.forgetDropped();
    this.#host.counters.errors.overflow++;
    return true;
  }

  /** True when the transport has the message. */
  #send(text: string): boolean {
    const outcome = this.#outbox.send(text);
    if (outcome === "closed") {
      this.#host.counters.errors.send_error++;
      this.socketClosed();
    } else if (this.#outbox.unwritten > 0 && !this.#patience.isArmed) {
      const { clock, settings, wheel } = this.#host;
      wheel.arm(this.#patience, clock.now() + settings.sendTimeoutMs);
    }
    return outcome === "accepted";
  }

  /** While draining: flushes what is left, and closes once nothing is left or in flight. */
  #finish(): void {
    this.#flush(0);
    if (this.#inFlight !== undefined || this.#input.dropped !== undefined) return;
    this.close(CloseCode.serviceRestart, CloseReason.restart, "drain");
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

  /** The input buffer is full and a frame has come. False when the session has closed over it. */
  #makeRoom(): boolean {
    if (this.#host.settings.overflowPolicy === "close") {
      this.close(CloseCode.tryAgainLater, CloseReason.overloaded, "overflow");
      return false;
    }
    // Under "pause" too: what the transport had read before it paused may be more than half a buffer.
    this.#input.dropOldest();
    this.#dropped++;
    return true;
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#socket.pause?.();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket.resume?.();
  }

  /** Nothing more will be sent: cancels the request in flight and discards every waiting frame. */
  #leave(): void {
    this.#flushTimer.cancel();
    this.#discarded += this.#input.frames + (this.#inFlight?.frames ?? 0);
    this.#input.discard();
    this.#inFlight = undefined;
    this.#held = undefined;
    this.#resume();
    this.#cancellation?.abort();
  }
}

function causeOfCode(code: number): CloseCause {
  if (code === 1006) return "connection_lost";
  const isOurs = code === CloseCode.protocolError || code === CloseCode.invalidPayload ||
    code === CloseCode.messageTooBig;
  return isOurs ? "transport_protocol" : "client";
}
