import { computeAnswer } from "@stt-bench/protocol";
import type { PartialMessage } from "@stt-bench/protocol";
import type { FrameSource } from "./audio/frame_source.ts";

/** A double may lose its last digits on the way through another language's JSON. */
const RELATIVE_TOLERANCE = 1e-9;

const EXACT_FIELDS = ["zero_crossings", "checksum", "samples", "transcript"] as const;

/** Recomputes the numbers of a partial from the audio of `session`; returns what differs, if anything. */
export function verifyPartial(
  partial: PartialMessage,
  session: number,
  source: FrameSource,
): string | undefined {
  const { oldest_frame_seq: oldest, newest_frame_seq: newest, cpu_passes, rms } = partial;
  const expected = computeAnswer(source.samples(session, oldest, newest), cpu_passes);
  const where = `partial of frames ${oldest}–${newest}`;
  for (const field of EXACT_FIELDS) {
    if (partial[field] !== expected[field]) {
      return `${where}: expected ${field} ${expected[field]}, got ${partial[field]}`;
    }
  }
  if (Math.abs(rms - expected.rms) <= RELATIVE_TOLERANCE * expected.rms) return undefined;
  return `${where}: expected rms ${expected.rms}, got ${rms}`;
}
