const options = { fatal: true, ignoreBOM: true } as const;

/** Are `bytes` UTF-8? */
export function isText(bytes: Uint8Array): boolean {
  return decodes(bytes, false);
}

/** Are `bytes` UTF-8, or could they be with more behind them? */
export function couldBecomeText(bytes: Uint8Array): boolean {
  return decodes(bytes, true);
}

/** The bytes of a text, but for those at its end that only begin a character. */
export function withoutCutCharacter<T extends Uint8Array>(bytes: T): T {
  if (isText(bytes) || !couldBecomeText(bytes)) return bytes;
  return withoutCutCharacter(bytes.subarray(0, -1) as T);
}

function decodes(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder("utf-8", options).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
