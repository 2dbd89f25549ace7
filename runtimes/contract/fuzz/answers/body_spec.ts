import { Buffer } from "node:buffer";

/** The body of an answer in few words; each character stands for the byte of its number. */
export interface BodySpec {
  readonly before: string;
  /** What stands in the middle, so many times. */
  readonly filler: string;
  readonly times: number;
  readonly behind: string;
}

/** The bytes of a body. */
export function bodyOf({ before, filler, times, behind }: BodySpec): Buffer {
  return Buffer.from(before + filler.repeat(times) + behind, "latin1");
}
