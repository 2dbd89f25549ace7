import { FRAME_BYTES } from "@stt-bench/protocol";
import type { ServerMessage } from "@stt-bench/protocol";

/**
 * What became of each frame of one session. A gateway answers frames in order, each exactly once:
 * so the ledger is the next sequence number that it owes, and a counter for each outcome.
 */
export class FrameLedger {
  #nextSeq = 1;
  #acknowledged = 0;
  #inErrors = 0;
  #dropped = 0;

  /** The oldest frame that nothing has answered yet. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Frames that a partial answered. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Frames in error messages, except the dropped ones. */
  get inErrors(): number {
    return this.#inErrors;
  }

  /** Frames that the gateway says it dropped (`overflow`). */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * Enters one message of the gateway; `sentFrames` is how many frames it can know. Returns what
   * was expected and what came when the message does not fit, and then enters nothing.
   */
  settle(message: ServerMessage, sentFrames: number): string | undefined {
    const violation = this.#violationIn(message, sentFrames);
    if (violation !== undefined) return violation;
    this.#nextSeq = message.newest_frame_seq + 1;
    if (message.type === "partial") this.#acknowledged += message.frames;
    else if (message.kind === "overflow") this.#dropped += message.frames;
    else this.#inErrors += message.frames;
    return undefined;
  }

  #violationIn(message: ServerMessage, sentFrames: number): string | undefined {
    const { oldest_frame_seq: oldest, newest_frame_seq: newest, frames, audio_bytes } = message;
    const range = `${message.type} of frames ${oldest}–${newest}`;
    if (oldest > this.#nextSeq) {
      return `${range}: expected it to start at ${this.#nextSeq}, got ${oldest}: frames are lost`;
    }
    if (oldest < this.#nextSeq) {
      return `${range}: expected it to start at ${this.#nextSeq}, got ${oldest}: frames came twice`;
    }
    if (newest > sentFrames) return `${range}: expected frames up to ${sentFrames}, got ${newest}`;
    if (frames !== newest - oldest + 1) {
      return `${range}: expected frames ${newest - oldest + 1}, got ${frames}`;
    }
    if (audio_bytes !== frames * FRAME_BYTES) {
      return `${range}: expected audio_bytes ${frames * FRAME_BYTES}, got ${audio_bytes}`;
    }
    return undefined;
  }
}
