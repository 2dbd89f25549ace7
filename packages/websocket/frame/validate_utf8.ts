/**
 * How far into a character some text ends: 0 at its end, else `missing << 16 | least << 8 | most`,
 * the number of bytes that it still lacks and the bounds of the next one.
 */
export type Utf8State = number;

/** The state between two characters. */
export const UTF8_COMPLETE: Utf8State = 0;

/** The state once a byte can't be part of UTF-8. */
export const UTF8_INVALID: Utf8State = -1;

const CONTINUATION = 0x80 << 8 | 0xbf;

/**
 * Goes on with the validation of a text in pieces (RFC 3629 §4), and fails at the first byte that
 * can't be right, whatever may follow. A state is a number, so that a connection needs no decoder
 * of its own.
 */
export function validateUtf8(
  state: Utf8State,
  bytes: Uint8Array,
  start: number,
  end: number,
): Utf8State {
  let next = state;
  for (let i = start; i < end && next !== UTF8_INVALID; i++) {
    const byte = bytes[i]!;
    if (next === UTF8_COMPLETE) {
      if (byte >= 0x80) next = afterLead(byte);
    } else next = afterContinuation(next, byte);
  }
  return next;
}

function afterContinuation(state: Utf8State, byte: number): Utf8State {
  if (byte < (state >>> 8 & 0xff) || byte > (state & 0xff)) return UTF8_INVALID;
  const missing = (state >>> 16) - 1;
  return missing === 0 ? UTF8_COMPLETE : missing << 16 | CONTINUATION;
}

/** The bounds keep out overlong forms, surrogates and what is above U+10FFFF. */
function afterLead(byte: number): Utf8State {
  if (byte < 0xc2) return UTF8_INVALID;
  if (byte < 0xe0) return 1 << 16 | CONTINUATION;
  if (byte === 0xe0) return 2 << 16 | 0xa0 << 8 | 0xbf;
  if (byte === 0xed) return 2 << 16 | 0x80 << 8 | 0x9f;
  if (byte < 0xf0) return 2 << 16 | CONTINUATION;
  if (byte === 0xf0) return 3 << 16 | 0x90 << 8 | 0xbf;
  if (byte < 0xf4) return 3 << 16 | CONTINUATION;
  return byte === 0xf4 ? 3 << 16 | 0x80 << 8 | 0x8f : UTF8_INVALID;
}
