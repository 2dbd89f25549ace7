/** An unmasked frame, as a server sends it. `first` is its first byte: FIN bit and opcode. */
export function serverFrame(first: number, payload: Uint8Array | string): Uint8Array {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const { length } = bytes;
  const size = length < 126 ? [length] : length < 65_536 ? [126, length >>> 8, length & 0xff] : [
    127,
    0,
    0,
    0,
    0,
    length >>> 24,
    (length >>> 16) & 0xff,
    (length >>> 8) & 0xff,
    length & 0xff,
  ];
  return Uint8Array.from([first, ...size, ...bytes]);
}

/** A whole text message. */
export function textFrame(message: string): Uint8Array {
  return serverFrame(0x81, message);
}

/** A Close frame with a code and a reason. */
export function serverCloseFrame(code: number, reason = ""): Uint8Array {
  const text = new TextEncoder().encode(reason);
  return serverFrame(0x88, Uint8Array.from([code >>> 8, code & 0xff, ...text]));
}

/** Opcode and unmasked payload of the one whole frame that a client wrote. */
export function readClientFrame(bytes: Uint8Array): { opcode: number; payload: Uint8Array } {
  const isLong = (bytes[1]! & 0x7f) === 126;
  const length = isLong ? bytes[2]! * 256 + bytes[3]! : bytes[1]! & 0x7f;
  const maskAt = isLong ? 4 : 2;
  const payload = Uint8Array.from(bytes.subarray(maskAt + 4));
  if ((bytes[1]! & 0x80) === 0 || payload.length !== length) {
    throw new Error("not one client frame");
  }
  for (let i = 0; i < length; i++) payload[i]! ^= bytes[maskAt + (i & 3)]!;
  return { opcode: bytes[0]! & 0x0f, payload };
}
