import { fuzzTarget } from "../fuzz_target.ts";
import type { FuzzTarget } from "../fuzz_target.ts";
import { quickGateway } from "../quick_gateway.ts";
import { faultSteps } from "./arbitrary_steps.ts";
import { playFaults } from "./play_faults.ts";

/** Faults of the model, one upon the other. */
export const faultsTarget: FuzzTarget = fuzzTarget({
  name: "faults",
  claim:
    "Whatever goes wrong at the model, each frame comes to one end, and sessions are served after",
  env: quickGateway,
  hasBystander: false,
  parts: faultSteps,
  maxParts: 8,
  play: playFaults,
});
