/** A program that starts a worker when it can open no file any more, and prints how that ended. */
import { openSync } from "node:fs";
import process from "node:process";
import { spawnWorker } from "../spawn_worker.ts";

function openAll(): void {
  try {
    for (;;) openSync("/dev/null", "r");
  } catch {
    // There is none left.
  }
}

openAll();
spawnWorker({
  args: [],
  env: {},
  onLogLine() {},
  events: {
    listening() {},
    numbers() {},
    ended(how) {
      process.stdout.write(how, () => process.exit());
    },
  },
});
