/**
 * What a variant may do besides what the models of targets predict. Each of these is a deviation that
 * the suite asserts by a case of its own as well; `deviations.ts` has the reasons.
 */
export interface Allowances {
  /** A handshake over HTTP/1.0 is upgraded. */
  readonly upgradesHttp10?: true;
  /** A client that breaks RFC 6455 is cut off without a Close frame. */
  readonly cutsWithoutClose?: true;
  /** Frames without a mask are served. */
  readonly takesUnmasked?: true;
  /**
   * Of control frames pings alone are limited to 125 bytes. A longer Close comes back as it was sent,
   * and is as illegal there.
   */
  readonly limitsPingsOnly?: true;
  /**
   * Whether a frame continues the one before it is judged when it is whole, and the length of a
   * message when that is. A message that begins inside another one takes its place, unless it is in
   * one piece.
   */
  readonly judgesWholeFrames?: true;
  /** Of a text in fragments that ends within a character the rest is taken. */
  readonly dropsCutCharacter?: true;
  /** The longest payload that is waited for, in bytes. */
  readonly maxFrameBytes?: bigint;
  /** Control frames behind a message that we close for may be answered before we have read it. */
  readonly answersAhead?: true;
  /** Close codes that may be sent and are refused all the same. */
  readonly refusedCodes?: readonly number[];
}

const table: Readonly<Record<string, Allowances>> = {
  bun: { upgradesHttp10: true },
  deno: {
    upgradesHttp10: true,
    cutsWithoutClose: true,
    takesUnmasked: true,
    limitsPingsOnly: true,
    judgesWholeFrames: true,
    dropsCutCharacter: true,
    maxFrameBytes: 64n * 1024n * 1024n,
    answersAhead: true,
    refusedCodes: [1014],
  },
};

/** What `variant` may do besides; nothing where it has no row. */
export function allowancesOf(variant: string): Allowances {
  return table[variant] ?? {};
}
