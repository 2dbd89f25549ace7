import { MAX_CONTROL_BYTES } from "./frame_header.ts";
import { decodeUtf8 } from "./decode_utf8.ts";
import { violations } from "./violation.ts";
import type { Violation } from "./violation.ts";

/** What stands for the code of a Close frame that has none (RFC 6455 §7.1.5); it's never sent. */
export const NO_STATUS = 1005;

/** What a Close frame says, or what is wrong with it. */
export type ReadClose = CloseStatus | { readonly violation: Violation };

/** A close code with what it's for. */
export interface CloseStatus {
  /** {@linkcode NO_STATUS} when the frame is empty. */
  readonly code: number;
  readonly reason: string;
}

/** May an endpoint send `code` (RFC 6455 §7.4, and what IANA has registered since)? */
export function isCloseCode(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && code !== 1004 && code !== NO_STATUS && code !== 1006;
}

/** Reads the payload of a Close frame (RFC 6455 §5.5.1). */
export function readClosePayload(payload: Uint8Array): ReadClose {
  if (payload.length === 0) return { code: NO_STATUS, reason: "" };
  if (payload.length === 1) return { violation: violations.shortClosePayload };
  const code = payload[0]! << 8 | payload[1]!;
  if (!isCloseCode(code)) return { violation: violations.closeCode };
  const reason = decodeUtf8(payload.subarray(2));
  return reason === undefined ? { violation: violations.closeReason } : { code, reason };
}

/**
 * The payload of a Close frame; an empty one for {@linkcode NO_STATUS}.
 *
 * @throws {RangeError} for a code that may not be sent, and for a reason over 123 bytes.
 */
export function closePayload(code: number, reason: string): Uint8Array {
  if (code === NO_STATUS) return new Uint8Array(0);
  if (!isCloseCode(code)) {
    throw new RangeError(`Cannot close: expected a code that may be sent, got ${code}`);
  }
  const text = new TextEncoder().encode(reason);
  if (text.length > MAX_CONTROL_BYTES - 2) {
    throw new RangeError(
      `Cannot close: expected a reason of at most ${
        MAX_CONTROL_BYTES - 2
      } bytes, got ${text.length}`,
    );
  }
  const payload = new Uint8Array(2 + text.length);
  payload[0] = code >>> 8;
  payload[1] = code;
  payload.set(text, 2);
  return payload;
}
