import { setTimeout as sleep } from "node:timers/promises";

const PHASES = ["connecting", "ramp", "warmup", "measure", "grace", "closing", "done"];

/** The log of a shard, line by line: all its phases, of which the measured window has a length. */
export async function* fakePhases(): AsyncGenerator<string> {
  for (const phase of PHASES) {
    yield JSON.stringify({ event: "phase", phase, at_ms: 0, epoch_ms: Date.now() });
    if (phase === "measure") await sleep(5);
  }
}
