import { playScripts } from "../frames/play_scripts.ts";
import { fuzzTarget } from "../fuzz_target.ts";
import type { FuzzTarget } from "../fuzz_target.ts";
import { quickGateway } from "../quick_gateway.ts";
import { startScripts } from "./start_scripts.ts";

/** JSON of clients. */
export const startsTarget: FuzzTarget = fuzzTarget({
  name: "starts",
  claim: 'Of first messages near {"type":"start"} exactly those that are it begin a session',
  env: quickGateway,
  hasBystander: true,
  parts: startScripts,
  maxParts: 8,
  play: playScripts,
});
