/**
 * Hot path: a request that fits into both windows is sealed in its own memory and written as it is.
 *
 * @module
 */
import type { ConnectionError } from "../connection_error.ts";
import { copyBytes } from "../copy_bytes.ts";
import { ErrorCode } from "../error_code.ts";
import type { FloodGuard } from "../flood_guard.ts";
import { DEFAULT_WINDOW_BYTES, FRAME_HEADER_BYTES, FrameFlag, FrameType } from "../frame/frame.ts";
import { MAX_31_BITS, MAX_FRAME_BYTES, writeFrameHeader } from "../frame/frame.ts";
import type { FrameOutput } from "../frame/frame_output.ts";
import type { RequestLayout } from "./request_layout.ts";

/** A body that waits for windows. */
interface Upload {
  readonly streamId: number;
  readonly bytes: Uint8Array;
  readonly bodyBytes: number;
  sentBytes: number;
  /** What the stream's window lets through; negative after SETTINGS have made it smaller. */
  windowBytes: number;
}

/** DATA that is worth the WINDOW_UPDATEs that it took. A server that grants less is not trusted. */
const USEFUL_DATA_BYTES = 64;

/** WINDOW_UPDATEs that one useful DATA frame may take: one of the stream, one of the connection. */
const UPDATES_PER_DATA = 2;

/**
 * Sends requests within the server's flow-control windows: RFC 9113 §5.2, §6.9.
 *
 * Either a request goes out whole and in place, or its body goes out in pieces, which are copied, as
 * the windows open. Only bodies that wait have a window of their own: a stream whose body is sent has
 * no more use for one. Who came first is served first, as far as its own stream's window allows.
 */
export class RequestSender {
  readonly #layout: RequestLayout;
  readonly #output: FrameOutput;
  readonly #guard: FloodGuard;
  readonly #uploads = new Map<number, Upload>();
  #connectionWindowBytes = DEFAULT_WINDOW_BYTES;
  #initialWindowBytes = DEFAULT_WINDOW_BYTES;

  constructor(layout: RequestLayout, output: FrameOutput, guard: FloodGuard) {
    this.#layout = layout;
    this.#output = output;
    this.#guard = guard;
  }

  /** Sends a request, or begins to. False while the socket uses its memory `bytes`. */
  send(bytes: Uint8Array, units: number, streamId: number, fieldValue?: string): boolean {
    const flowBytes = this.#layout.flowBytes(units);
    if (flowBytes > this.#connectionWindowBytes || flowBytes > this.#initialWindowBytes) {
      this.#begin(bytes, units, streamId, fieldValue);
      return true;
    }
    this.#connectionWindowBytes -= flowBytes;
    const length = this.#layout.seal(bytes, units, streamId, fieldValue);
    return this.#output.write(length === bytes.length ? bytes : bytes.subarray(0, length));
  }

  /** Is there more of the request to send? */
  isSending(streamId: number): boolean {
    return this.#uploads.has(streamId);
  }

  /** Sends no more of the request. */
  abandon(streamId: number): void {
    this.#uploads.delete(streamId);
  }

  /** Sends nothing any more. */
  abandonAll(): void {
    this.#uploads.clear();
  }

  /** WINDOW_UPDATE of the connection. */
  openConnection(incrementBytes: number): ConnectionError | undefined {
    this.#connectionWindowBytes += incrementBytes;
    if (this.#connectionWindowBytes > MAX_31_BITS) return overflow(this.#connectionWindowBytes);
    this.#resume();
    return undefined;
  }

  /** WINDOW_UPDATE of a stream. False when its window gets too large: a stream error. */
  openStream(streamId: number, incrementBytes: number): boolean {
    const upload = this.#uploads.get(streamId);
    if (upload === undefined) return true;
    upload.windowBytes += incrementBytes;
    if (upload.windowBytes > MAX_31_BITS) return false;
    this.#sendPieces(upload);
    return true;
  }

  /** SETTINGS change the window of every stream, those that wait included: RFC 9113 §6.9.2. */
  setInitialWindow(windowBytes: number): ConnectionError | undefined {
    const changeBytes = windowBytes - this.#initialWindowBytes;
    this.#initialWindowBytes = windowBytes;
    for (const upload of this.#uploads.values()) {
      upload.windowBytes += changeBytes;
      if (upload.windowBytes > MAX_31_BITS) return overflow(upload.windowBytes);
    }
    if (changeBytes > 0) this.#resume();
    return undefined;
  }

  #begin(bytes: Uint8Array, units: number, streamId: number, fieldValue?: string): void {
    const upload: Upload = {
      streamId,
      bytes,
      bodyBytes: units * this.#layout.unitBytes,
      sentBytes: 0,
      windowBytes: this.#initialWindowBytes,
    };
    this.#layout.sealHeaders(bytes, units, streamId, fieldValue);
    this.#uploads.set(streamId, upload);
    this.#output.write(copyBytes(bytes, 0, this.#layout.headersBytes));
    this.#sendPieces(upload);
  }

  #resume(): void {
    for (const upload of this.#uploads.values()) {
      if (this.#connectionWindowBytes <= 0) return;
      this.#sendPieces(upload);
    }
  }

  #sendPieces(upload: Upload): void {
    while (this.#uploads.has(upload.streamId)) {
      const length = Math.min(
        upload.bodyBytes - upload.sentBytes,
        this.#connectionWindowBytes,
        upload.windowBytes,
        MAX_FRAME_BYTES,
      );
      if (length <= 0) return;
      this.#sendPiece(upload, length);
    }
  }

  #sendPiece(upload: Upload, length: number): void {
    const piece = new Uint8Array(FRAME_HEADER_BYTES + length);
    this.#layout.copyBody(upload.bytes, upload.sentBytes, piece.subarray(FRAME_HEADER_BYTES));
    upload.sentBytes += length;
    upload.windowBytes -= length;
    this.#connectionWindowBytes -= length;
    if (length >= USEFUL_DATA_BYTES) this.#guard.earn(UPDATES_PER_DATA);
    const isLast = upload.sentBytes === upload.bodyBytes;
    if (isLast) this.#uploads.delete(upload.streamId);
    const flags = isLast ? FrameFlag.END_STREAM : 0;
    writeFrameHeader(piece, 0, length, FrameType.DATA, flags, upload.streamId);
    this.#output.write(piece);
  }
}

function overflow(windowBytes: number): ConnectionError {
  const message = `expected a window of up to ${MAX_31_BITS} bytes, got ${windowBytes}`;
  return { code: ErrorCode.FLOW_CONTROL_ERROR, message };
}
