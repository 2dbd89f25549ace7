const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text that `bytes` are in UTF-8, a byte order mark included; undefined when they aren't. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
