const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The text that the body of an answer is, a byte order mark included; undefined when it is no UTF-8,
 * as all JSON between programs is (RFC 8259 §8.1).
 */
export function decodeAnswer(body: Uint8Array): string | undefined {
  try {
    return decoder.decode(body);
  } catch {
    return undefined;
  }
}
