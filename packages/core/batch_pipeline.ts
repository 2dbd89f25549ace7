import type { BatchBuffer } from "./batch_buffer.ts";
import { InputBuffer } from "./input_buffer.ts";
import { Outbox } from "./outbox.ts";
import type {
  InferenceHandler,
  InferenceRequest,
  InferenceResult,
  SessionSocket,
} from "./ports.ts";
import type { FlushedBatch } from "./flushed_batch.ts";
import type { FrameLedger } from "./session_counters.ts";
import type { Session } from "./session.ts";
import type { SessionHost } from "./session_host.ts";

/** What a pipeline tells its session. */
export interface PipelineEvents {
  /** The outcome of a batch is with the transport. */
  onSettled(): void;
  /** A message waits inside the transport. */
  onUnwritten(): void;
  /** The transport is closed: nothing can be sent any more. */
  onSendFailed(): void;
  /** The input buffer is full, and the policy is to close. */
  onOverloaded(): void;
  /** The inference client has thrown. */
  onBug(bug: unknown): void;
}

/** The message about the batch in flight, which stays in flight until the outbox takes it. */
interface Outcome {
  readonly text: string;
  readonly isPartial: boolean;
}

/**
 * The way of one session's frames: input buffer → batch in flight → message in the outbox.
 *
 * At most one batch is in flight, messages leave in the order of their frames, and every frame is in
 * exactly one place of the {@linkcode FrameLedger}.
 *
 * Hot path: a frame is copied once and allocates nothing.
 */
export class BatchPipeline implements InferenceHandler<unknown> {
  readonly #host: SessionHost;
  readonly #socket: SessionSocket;
  readonly #events: PipelineEvents;
  readonly #sessionId: number;
  readonly #traceparent: string | undefined;
  readonly #input: InputBuffer;
  readonly #outbox: Outbox;
  #inFlight: FlushedBatch | undefined;
  /** The batch whose memory the inference client has. */
  #posted: FlushedBatch | undefined;
  #request: InferenceRequest | undefined;
  #held: Outcome | undefined;
  #isPaused = false;
  #isDiscarded = false;
  #acknowledged = 0;
  #failed = 0;
  #dropped = 0;
  #discarded = 0;

  constructor(
    host: SessionHost,
    socket: SessionSocket,
    events: PipelineEvents,
    { id, client }: Pick<Session, "id" | "client">,
  ) {
    this.#host = host;
    this.#socket = socket;
    this.#events = events;
    this.#sessionId = id;
    this.#traceparent = client.traceparent;
    this.#input = new InputBuffer(host.pool, host.settings.maxBufferedFrames);
    this.#outbox = new Outbox(socket);
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

  /** Frames accepted so far. */
  get received(): number {
    return this.#input.received;
  }

  /** Is the socket not read, since the buffer is half full? */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Has every frame its outcome, and the client all messages about them? */
  get isEmpty(): boolean {
    const { frames, dropped } = this.#input;
    return frames === 0 && dropped === undefined && this.#inFlight === undefined;
  }

  /** Messages that the transport holds unwritten, at most four. */
  get unwrittenMessages(): number {
    return this.#outbox.unwritten;
  }

  /** Room for one more frame; undefined when the session has closed over it. */
  reserve(): BatchBuffer | undefined {
    if (this.#input.isFull && !this.#makeRoom()) return undefined;
    return this.#input.reserve();
  }

  /** The frame stands in the reserved room. */
  commit(arrivalMs: number): void {
    this.#input.commit(arrivalMs);
    const { pauseAtFrames } = this.#host;
    if (pauseAtFrames > 0 && this.#input.frames >= pauseAtFrames) this.#setPaused(true);
  }

  /** Posts what is buffered as one batch, unless a batch is in flight: the in-flight guard. */
  flush(flushLatenessMs: number): void {
    if (this.#inFlight !== undefined || !this.#reportDropped()) return;
    const startedMs = this.#host.clock.now();
    const batch = this.#input.take({
      sessionId: this.#sessionId,
      startedMs,
      flushLatenessMs,
      traceparent: this.#traceparent,
    });
    if (batch === undefined) return;
    this.#inFlight = batch;
    this.#posted = batch;
    try {
      this.#request = this.#host.inference.infer(batch, this);
    } catch (bug) {
      this.onBug(bug);
    }
    this.#setPaused(false);
  }

  /** The transport has written everything that it had queued. */
  drained(): void {
    this.#outbox.drained();
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#settle(held);
    else this.#reportDropped();
  }

  /** Cancels the request in flight and discards every waiting frame. Nothing is sent any more. */
  discard(): void {
    this.#isDiscarded = true;
    this.#discarded += this.#input.frames + (this.#inFlight?.frames ?? 0);
    this.#input.discard();
    this.#inFlight = undefined;
    this.#held = undefined;
    this.#setPaused(false);
    this.#request?.cancel();
  }

  /** The request has ended, perhaps after the session. */
  onResult(result: InferenceResult<unknown>): void {
    const batch = this.#posted!;
    this.#posted = undefined;
    this.#request = undefined;
    if (result.ok) this.#host.pool.release(batch.buffer);
    else this.#host.pool.abandon(batch.buffer);
    const nowMs = this.#host.clock.now();
    this.#host.batchEnded(batch, result.ok, nowMs);
    if (this.#isDiscarded) return;
    if (result.ok) {
      const text = this.#host.messages.partial(batch, result.answer);
      this.#settle({ text, isPartial: true });
    } else {
      this.#host.counters.errors[result.kind]++;
      const text = this.#host.messages.failure(batch, result, this.#input.frames, nowMs);
      this.#settle({ text, isPartial: false });
    }
  }

  /** The inference client has thrown: nobody knows who still reads the batch. */
  onBug(bug: unknown): void {
    if (this.#posted !== undefined) this.#host.pool.abandon(this.#posted.buffer);
    this.#posted = undefined;
    this.#request = undefined;
    this.#events.onBug(bug);
  }

  /** The input buffer is full and a frame has come. */
  #makeRoom(): boolean {
    if (this.#host.settings.overflowPolicy === "close") {
      this.#events.onOverloaded();
      return false;
    }
    // Under "pause" too: what the transport had read before it paused may be more than half a buffer.
    this.#input.dropOldest();
    this.#dropped++;
    return true;
  }

  #setPaused(isPaused: boolean): void {
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    if (isPaused) this.#socket.pause?.();
    else this.#socket.resume?.();
  }

  /** Sends the outcome of the batch in flight; the batch stays in flight while the outbox is full. */
  #settle(outcome: Outcome): void {
    if (!this.#send(outcome.text)) {
      if (!this.#isDiscarded) this.#held = outcome;
      return;
    }
    const { frames } = this.#inFlight!;
    this.#inFlight = undefined;
    if (outcome.isPartial) {
      this.#acknowledged += frames;
      this.#host.counters.partials++;
    } else {
      this.#failed += frames;
    }
    this.#reportDropped();
    this.#events.onSettled();
  }

  /**
   * Names the dropped frames to the client, once the batch before them is settled. False when that
   * has to wait for the outbox.
   */
  #reportDropped(): boolean {
    const { dropped, frames } = this.#input;
    if (dropped === undefined || this.#inFlight !== undefined) return true;
    const text = this.#host.messages.overflow(dropped, frames, this.#host.clock.now());
    if (!this.#send(text)) return false;
    this.#input.forgetDropped();
    this.#host.counters.errors.overflow++;
    return true;
  }

  /** True when the transport has the message. */
  #send(text: string): boolean {
    const outcome = this.#outbox.send(text);
    if (outcome === "closed") {
      this.#host.counters.errors.send_error++;
      this.#events.onSendFailed();
    } else if (this.#outbox.unwritten > 0) {
      this.#events.onUnwritten();
    }
    return outcome === "accepted";
  }
}
