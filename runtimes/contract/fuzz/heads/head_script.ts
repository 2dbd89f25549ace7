import type { Noise } from "../frames/frame_spec.ts";
import type { Cut } from "../pieces.ts";

/** What a client sends in place of a handshake, and how. */
export interface HeadScript {
  /** Request heads, or what looks like some, as Latin-1. */
  readonly text: string;
  /** Bytes behind it. */
  readonly tail: Noise;
  /** Must it be upgraded? */
  readonly isRight: boolean;
  readonly cuts: readonly Cut[];
}
