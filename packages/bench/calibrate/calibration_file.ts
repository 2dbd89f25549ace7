import type { Pinning } from "../machine/pinning.ts";

/** Name of the file of a calibration: one for each way in which CPUs are shared. */
export function calibrationFile(pinning: Pinning): string {
  return `calibration-${shapeOf(pinning)}.json`;
}

function shapeOf(pinning: Pinning): string {
  if (!pinning.pinned) return "not-pinned";
  return isSimulatorWithGateway(pinning) ? "simulator-with-gateway" : "simulator-with-generator";
}

/** Whether the simulator runs on the gateway's CPUs, and not on those of the load generator. */
export function isSimulatorWithGateway(
  { simulatorCpus, gatewayCpus }: Extract<Pinning, { pinned: true }>,
): boolean {
  return simulatorCpus.join() === gatewayCpus.join();
}
