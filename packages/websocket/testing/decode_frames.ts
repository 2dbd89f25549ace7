/** A whole frame as it was written, unmasked. */
export interface DecodedFrame {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly masked: boolean;
}

/** Reads frames that are whole and final, as our writer makes them; throws for anything else. */
export function decodeFrames(bytes: Uint8Array): DecodedFrame[] {
  const frames: DecodedFrame[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    const first = view.getUint8(at);
    const second = view.getUint8(at + 1);
    if ((first & 0xf0) !== 0x80) throw new Error(`Expected FIN alone, got ${first.toString(16)}`);
    at += 2;
    let length = second & 0x7f;
    if (length === 126) length = view.getUint16((at += 2) - 2);
    else if (length === 127) length = Number(view.getBigUint64((at += 8) - 8));
    const masked = (second & 0x80) !== 0;
    const key = masked ? bytes.slice(at, at += 4) : Uint8Array.of(0, 0, 0, 0);
    if (at + length > bytes.length) throw new Error("Expected a whole frame, got a part");
    const payload = bytes.slice(at, at += length).map((byte, i) => byte ^ key[i % 4]!);
    frames.push({ opcode: first & 0x0f, payload, masked });
  }
  return frames;
}
