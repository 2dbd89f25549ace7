import type { Calibration } from "./calibration.ts";

/**
 * Warns of a load that the tools can't serve, in one line.
 *
 * @returns undefined if they can, or if nobody knows.
 */
export function ceilingWarning(
  calibration: Pick<Calibration, "together" | "calibrated_at"> | undefined,
  sessions: number,
): string | undefined {
  const { sessions: ceiling = null, at_least = false } = calibration?.together ?? {};
  if (calibration === undefined || ceiling === null || sessions <= ceiling) return undefined;
  const known = `${ceiling} (calibrated ${calibration.calibrated_at.slice(0, 10)})`;
  const asked = `Asked for ${sessions} sessions: generator and simulator of this machine`;
  return at_least
    ? `${asked} are known to serve ${known}, and nobody knows of more; a run may be INVALID.`
    : `${asked} serve ${known}; expect INVALID. Lower --cpu-passes, or use more CPUs.`;
}
