import { fuzzTarget } from "../fuzz_target.ts";
import type { FuzzTarget } from "../fuzz_target.ts";
import { quickGateway } from "../quick_gateway.ts";
import { headScripts } from "./arbitrary_heads.ts";
import { playHead } from "./play_head.ts";

/** Bytes before the handshake. */
export const headsTarget: FuzzTarget = fuzzTarget({
  name: "heads",
  claim:
    "Whatever comes in place of a handshake is answered or cut, and upgraded only if it is one",
  env: quickGateway,
  hasBystander: true,
  parts: headScripts,
  maxParts: 8,
  play: async (ground, scripts) => {
    await ground.withDoor(async (door) => {
      await Promise.all(scripts.map((script) => playHead(door, script, ground.allowances)));
    });
  },
});
