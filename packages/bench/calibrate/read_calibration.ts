import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { Calibration } from "./calibration.ts";
import { calibrationConditions } from "./calibration_conditions.ts";
import type { CalibratedContext } from "./calibration_conditions.ts";
import { calibrationFile } from "./calibration_file.ts";

/**
 * Reads what `calibrate` has found for runs in `context`.
 *
 * @param outDirectory the folder that folders of results go into
 * @returns undefined if nobody has calibrated yet, or under anything else: another machine, runtime
 *   version, pinning, number of passes or configuration of the simulator.
 */
export async function readCalibration(
  outDirectory: string,
  context: CalibratedContext,
): Promise<Calibration | undefined> {
  const path = join(outDirectory, calibrationFile(context.pinning));
  const calibration = parseCalibration(await readFile(path, "utf8").catch(() => ""));
  if (calibration === undefined) return undefined;
  const isSame = isDeepStrictEqual(calibration.conditions, calibrationConditions(context));
  return isSame ? calibration : undefined;
}

/** Undefined for anything but a calibration, as that of another version is. */
function parseCalibration(json: string): Calibration | undefined {
  try {
    const result = v.safeParse(Calibration, JSON.parse(json));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
