import { encodeReset } from "./encode_frame.ts";
import type { ErrorCode } from "../error_code.ts";

/** Where a connection's bytes go until it is over. */
export class FrameOutput {
  readonly #write: (bytes: Uint8Array) => boolean;
  #isOpen = true;

  constructor(write: (bytes: Uint8Array) => boolean) {
    this.#write = write;
  }

  /** Writes whole frames; false when `bytes` are still in use. */
  write(bytes: Uint8Array): boolean {
    return this.#isOpen ? this.#write(bytes) : true;
  }

  /** Writes RST_STREAM. */
  reset(streamId: number, code: ErrorCode): void {
    this.write(encodeReset(streamId, code));
  }

  /** Nothing is written any more. */
  close(): void {
    this.#isOpen = false;
  }
}
