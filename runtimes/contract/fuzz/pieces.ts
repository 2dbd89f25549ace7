import { delay } from "@stt-bench/conformance";
import * as fc from "fast-check";
import { record } from "./record.ts";

/** A place where bytes are cut, and how long the rest waits. */
export interface Cut {
  /** In ten-thousandths of all bytes. */
  readonly at: number;
  readonly pauseMs: number;
}

/** What takes bytes in the order in which they are sent. */
type Send = (bytes: Uint8Array) => void;

const WHOLE = 10_000;

/** Most pauses only give the other side a turn; a few outlast its timers. */
const pauseMs = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(5) },
  { weight: 1, arbitrary: fc.nat(30) },
);

/** Up to six cuts anywhere. */
export const cuts: fc.Arbitrary<readonly Cut[]> = fc.array(
  record({ at: fc.nat(WHOLE), pauseMs }),
  { maxLength: 6, size: "max" },
);

/** Sends `bytes` in the pieces that `cuts` make of them, each by itself. */
export async function sendInPieces(
  send: Send,
  bytes: Uint8Array,
  cuts: readonly Cut[],
): Promise<void> {
  let sent = 0;
  for (const { at, pauseMs } of [...cuts].sort((a, b) => a.at - b.at)) {
    const end = Math.floor(at * bytes.length / WHOLE);
    send(bytes.subarray(sent, end));
    sent = end;
    await delay(pauseMs);
  }
  send(bytes.subarray(sent));
}
