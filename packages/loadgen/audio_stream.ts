import type { PartialMessage, ServerMessage } from "@stt-bench/protocol";
import type { FrameSource } from "./audio/frame_source.ts";
import type { Waiting } from "./backlog.ts";
import { FrameLedger } from "./frame_ledger.ts";
import type { Periodic } from "./frame_wheel.ts";
import { FrameWindow } from "./frame_window.ts";
import type { RunRecorder, SessionTally } from "./run_recorder.ts";
import type { SampleWriter } from "./samples_file.ts";
import { SendTimes } from "./send_times.ts";
import type { Timeline } from "./timeline.ts";
import type { WebSocketClient } from "./websocket/client.ts";

/** What a stream needs from its run. */
export interface StreamPorts {
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  readonly timeline: Timeline;
  readonly recorder: RunRecorder;
  readonly source: FrameSource;
  readonly samples: SampleWriter | undefined;
  /** The gateway's. */
  readonly flushIntervalMs: number;
}

/** Where frames go: while it is blocked they wait. */
export type FrameSink = Pick<WebSocketClient, "isBlocked" | "write">;

/**
 * The audio of one session: sends a frame whenever one is due, and settles what comes back.
 *
 * A frame has three moments: when it is *due* (the schedule), when the wheel *reaches* it, and when
 * it is *sent* (just before its write). Behind a full kernel buffer frames wait, reached and
 * unsent, and the schedule goes on. Hot path: nothing is allocated per frame.
 */
export class AudioStream implements Periodic, Waiting {
  readonly #ports: StreamPorts;
  readonly #id: number;
  readonly #socket: FrameSink;
  readonly #ledger = new FrameLedger();
  readonly #window: FrameWindow;
  /** When each open frame was sent; until then, when it was reached. */
  readonly #times = new SendTimes();
  #index: number;
  #sent = 0;
  #partials = 0;
  /** Partials and errors that came inside the window. */
  #measuredAnswers = 0;
  /** When the frame in the blocked write was reached; undefined when there is none. */
  #blockedReachedMs: number | undefined;
  #isFinished = false;
  #stoppedMs: number | undefined;

  /** Frame 1 is due at `startMs`. */
  constructor(id: number, startMs: number, socket: FrameSink, ports: StreamPorts) {
    this.#id = id;
    this.#socket = socket;
    this.#ports = ports;
    this.#window = new FrameWindow(startMs, ports.timeline);
    this.#index = ports.source.firstIndex(id);
  }

  /** When the next frame is due. */
  get dueMs(): number {
    return this.#window.dueMs(this.#times.newest + 1);
  }

  /** Partials that came. */
  get partials(): number {
    return this.#partials;
  }

  /** Is nothing more awaited? The window is over and its frames are answered; once finished, all are. */
  get isSettled(): boolean {
    const { nextSeq } = this.#ledger;
    return this.#isFinished ? nextSeq > this.#times.newest : this.#window.isSettled(nextSeq);
  }

  /** Since when the oldest frame has been waiting for the kernel; undefined when none does. */
  get waitingSinceMs(): number | undefined {
    if (this.#stoppedMs !== undefined) return undefined;
    if (this.#blockedReachedMs !== undefined) return this.#blockedReachedMs;
    return this.#sent < this.#times.newest ? this.#times.at(this.#sent + 1) : undefined;
  }

  /** The wheel has reached the next frame. */
  frameDue(nowMs: number): boolean {
    if (this.#isFinished || this.#stoppedMs !== undefined) return false;
    const { dueMs } = this;
    this.#times.push(nowMs);
    if (this.#window.reach(this.#times.newest, dueMs)) {
      this.#ports.recorder.histograms.send_lateness.record(nowMs - dueMs);
    }
    if (!this.#socket.isBlocked) this.#sendNext(nowMs);
    return true;
  }

  /** The kernel has taken everything that was written; returns whether frames wait for it. */
  drained(): boolean {
    if (this.#blockedReachedMs !== undefined) this.#taken(this.#blockedReachedMs);
    this.#blockedReachedMs = undefined;
    return this.#canSendWaiting;
  }

  /** {@inheritDoc Waiting.sendWaiting} */
  sendWaiting(): boolean {
    if (this.#canSendWaiting) this.#sendNext(this.#ports.clock());
    return this.#canSendWaiting;
  }

  /** No more frames become due; those that wait are still sent. */
  finish(): void {
    this.#isFinished = true;
  }

  /** No audio is sent from now on. */
  stop(): void {
    this.#stoppedMs ??= this.#ports.clock();
  }

  /** Settles a message. Returns what was expected and what came when it breaks the protocol. */
  settle(message: ServerMessage): string | undefined {
    const violation = this.#ledger.settle(message, this.#sent);
    if (violation !== undefined) return violation;
    const nowMs = this.#ports.clock();
    if (this.#ports.timeline.measures(nowMs)) this.#measuredAnswers++;
    if (message.type === "partial") this.#partial(message, nowMs);
    else this.#ports.recorder.inferenceError(message);
    this.#window.answer(message.oldest_frame_seq, message.newest_frame_seq, nowMs);
    this.#times.release(message.newest_frame_seq);
    return undefined;
  }

  /** The account at the end; `canCome` says that answers to open frames could still have come. */
  tally(canCome: boolean): SessionTally {
    const { nextSeq, acknowledged, inErrors, dropped } = this.#ledger;
    const { clock, flushIntervalMs } = this.#ports;
    const nowMs = clock();
    const due = this.#window.partialsDue(this.#stoppedMs ?? nowMs, flushIntervalMs);
    return {
      sent: this.#sent,
      unsent: this.#times.newest - this.#sent,
      acknowledged,
      inErrors,
      dropped,
      measured: this.#window.size,
      missing: this.#window.missing(nextSeq, nowMs, canCome),
      expectedPartials: due,
      missingPartials: Math.max(0, due - this.#measuredAnswers),
    };
  }

  get #canSendWaiting(): boolean {
    return !this.#socket.isBlocked && this.waitingSinceMs !== undefined;
  }

  #sendNext(nowMs: number): void {
    const { source: { frames, stride }, recorder } = this.#ports;
    const seq = ++this.#sent;
    recorder.framesSent++;
    const reachedMs = this.#times.at(seq);
    this.#times.set(seq, nowMs);
    const frame = frames[this.#index]!;
    this.#index += stride;
    if (this.#index >= frames.length) this.#index -= frames.length;
    if (this.#socket.write(frame)) this.#taken(reachedMs);
    else this.#blockedReachedMs = reachedMs;
  }

  /** The kernel has the newest frame sent. */
  #taken(reachedMs: number): void {
    if (!this.#window.includes(this.#sent)) return;
    this.#ports.recorder.histograms.send_wait.record(this.#ports.clock() - reachedMs);
  }

  #partial(partial: PartialMessage, nowMs: number): void {
    const { recorder, timeline, samples } = this.#ports;
    this.#partials++;
    recorder.partials++;
    const { oldest_frame_seq: oldest, newest_frame_seq: newest } = partial;
    const newestMs = nowMs - this.#times.at(newest);
    // Nothing came after the last frame of a life: it waited for the flush, and does not tell how
    // long an answer takes.
    const tellsNewest = !this.#isFinished || newest < this.#times.newest;
    if (tellsNewest) recorder.recent.record(newestMs);
    if (!timeline.measures(nowMs)) return;
    recorder.measuredPartials++;
    const oldestMs = nowMs - this.#times.at(oldest);
    const { histograms } = recorder;
    if (tellsNewest) {
      histograms.newest_frame_to_partial_latency.record(newestMs);
      histograms.newest_from_schedule.record(nowMs - this.#window.dueMs(newest));
    }
    histograms.oldest_frame_to_partial_latency.record(oldestMs);
    histograms.oldest_from_schedule.record(nowMs - this.#window.dueMs(oldest));
    histograms.flush_lateness.record(partial.flush_lateness_ms);
    samples?.write(this.#id, partial, newestMs, oldestMs, nowMs - timeline.measureMs);
  }
}
