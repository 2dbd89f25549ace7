/**
 * Prints what rolling restarts under load look like: `deno run -A …/rolling_main.ts [variant …]`.
 *
 * @module
 */
import process from "node:process";
import { variants } from "@stt-bench/bench";
import { Bed } from "../bed.ts";
import type { RollingDrain } from "./rolling_drain.ts";
import { rollingRestart } from "./rolling_restart.ts";
import type { RollingExit } from "./rolling_restart.ts";
import { rollingWorkers } from "./rolling_workers.ts";

const given = process.argv.slice(2);
const names = given.length > 0 ? given : variants.map(({ name }) => name);

for (const name of names) {
  const bed = await Bed.make(name);
  try {
    print(name, "process", await rollingRestart(bed));
    print(name, "worker", await rollingWorkers(bed));
  } finally {
    await bed.end();
  }
}

function print(name: string, what: string, drains: readonly (RollingDrain | RollingExit)[]): void {
  drains.forEach((drain, i) => {
    const { closesMs, awayMs, allBackMs, resentFrames } = drain;
    const facts = [
      `${name}, ${what} ${i + 1}: ${closesMs.length} sessions`,
      `closes ${ms(closesMs[0])}–${ms(closesMs.at(-1))}`,
      `away ${ms(awayMs[awayMs.length >> 1])} (at most ${ms(awayMs.at(-1))})`,
      `all back after ${ms(allBackMs)}`,
      `${resentFrames} frames sent again`,
      ...("exitMs" in drain ? [`gone after ${ms(drain.exitMs)}`] : []),
    ];
    process.stdout.write(`${facts.join(", ")}\n`);
  });
}

function ms(value: number | undefined): string {
  return `${Math.round(value ?? 0)} ms`;
}
