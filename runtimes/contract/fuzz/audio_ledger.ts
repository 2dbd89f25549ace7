import { Buffer } from "node:buffer";
import { demand, demandEqual } from "@stt-bench/conformance";
import { computeAnswer, FRAME_BYTES } from "@stt-bench/protocol";
import type { InferenceAnswer, ServerMessage } from "@stt-bench/protocol";

/** Frames of any audio that one session has sent, and how far messages have settled them. */
export class AudioLedger {
  readonly #frames: Buffer[] = [];
  #settled = 0;

  /** Frames that were entered. */
  get sent(): number {
    return this.#frames.length;
  }

  /** Frames that messages have settled, one way or the other. */
  get settled(): number {
    return this.#settled;
  }

  /** Enters frames that are sent, or accepted. */
  enter(...frames: readonly Buffer[]): void {
    this.#frames.push(...frames);
  }

  /**
   * Settles the frames of `message`, which must be the next ones, and gives the answer to them. A
   * partial holds that answer, unless the model has said something else.
   *
   * @throws {Violation} when a frame is left out, told twice, or was never sent.
   */
  settle(message: ServerMessage): InferenceAnswer {
    const { oldest_frame_seq: oldest, newest_frame_seq: newest, frames } = message;
    demandEqual("oldest_frame_seq", oldest, this.#settled + 1);
    demandEqual("frames", frames, newest - oldest + 1);
    demand(
      newest >= oldest && newest <= this.sent,
      `newest_frame_seq: expected ${oldest} to ${this.sent}, got ${newest}`,
    );
    this.#settled = newest;
    const audio = Buffer.concat(this.#frames.slice(oldest - 1, newest));
    const { buffer, byteOffset } = Uint8Array.from(audio);
    const samples = new Int16Array(buffer, byteOffset, frames * FRAME_BYTES / 2);
    return computeAnswer(samples, "cpu_passes" in message ? message.cpu_passes : 1);
  }
}

/** The part of a message that the model has answered. */
export function answerOf(message: InferenceAnswer): InferenceAnswer {
  const { rms, zero_crossings, checksum, samples, transcript, audio_bytes } = message;
  return { rms, zero_crossings, checksum, samples, transcript, audio_bytes };
}

/** Are two answers the same, number by number? */
export function isSameAnswer(a: InferenceAnswer, b: InferenceAnswer): boolean {
  return (Object.keys(answerOf(a)) as (keyof InferenceAnswer)[]).every((key) => a[key] === b[key]);
}
