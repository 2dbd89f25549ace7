const options = { fatal: true, ignoreBOM: true } as const;

/** Are `bytes` UTF-8? */
export function isText(bytes: Uint8Array): boolean {
  return decodes(bytes, false);
}

/** Are `bytes` UTF-8, or could they be with more behind them? */
export function couldBecomeText(bytes: Uint8Array): boolean {
  return decodes(bytes, true);
}

function decodes(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder("utf-8", options).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
