import type { Pinning } from "../machine/pinning.ts";

/** Name of the file of a calibration: one for each way in which CPUs are shared. */
export function calibrationFile(pinning: Pinning): string {
  return `calibration-${shapeOf(pinning)}.json`;
}

function shapeOf(pinning: Pinning): string {
  if (!pinning.pinned) return "not-pinned";
  const isWithGateway = pinning.simulatorCpus.join() === pinning.gatewayCpus.join();
  return isWithGateway ? "simulator-with-gateway" : "simulator-with-generator";
}
