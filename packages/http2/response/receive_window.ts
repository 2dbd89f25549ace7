import { encodeWindowUpdate } from "../frame/encode_frame.ts";
import { DEFAULT_WINDOW_BYTES } from "../frame/frame.ts";
import type { FrameOutput } from "../frame/frame_output.ts";

/** What the server may send on all streams together before we grant more. */
const WINDOW_BYTES = 16 * 2 ** 20;

/**
 * The connection's window for what the server sends (RFC 9113 §6.9): large, and opened again when
 * half of it is used, so that tens of thousands of small answers need one WINDOW_UPDATE. The server
 * cannot overrun it: all that it sends is taken at once, and a frame is far shorter than the half.
 */
export class ReceiveWindow {
  readonly #output: FrameOutput;
  #leftBytes = DEFAULT_WINDOW_BYTES;

  constructor(output: FrameOutput) {
    this.#output = output;
  }

  /** Opens it to its full size. */
  open(): void {
    this.#output.write(encodeWindowUpdate(0, WINDOW_BYTES - this.#leftBytes));
    this.#leftBytes = WINDOW_BYTES;
  }

  /** DATA of any stream took `flowBytes` of it. */
  take(flowBytes: number): void {
    this.#leftBytes -= flowBytes;
    if (this.#leftBytes < WINDOW_BYTES / 2) this.open();
  }
}
