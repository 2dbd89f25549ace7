import { fuzzTarget } from "../fuzz_target.ts";
import type { FuzzTarget } from "../fuzz_target.ts";
import { quickGateway } from "../quick_gateway.ts";
import { frameScripts } from "./arbitrary_scripts.ts";
import { playScripts } from "./play_scripts.ts";

/** Bytes behind the handshake. */
export const framesTarget: FuzzTarget = fuzzTarget({
  name: "frames",
  claim:
    "Frames, right or wrong, and noise, cut anywhere, are served or closed as a model predicts",
  env: quickGateway,
  hasBystander: true,
  parts: frameScripts,
  maxParts: 8,
  play: playScripts,
});
