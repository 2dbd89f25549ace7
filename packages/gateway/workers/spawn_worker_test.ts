import { spawn } from "node:child_process";
import process from "node:process";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertMatch } from "@std/assert";

const program = fileURLToPath(new URL("./testing/spawn_without_files.ts", import.meta.url));

/** Files that a program may have open: enough for a runtime to start. */
const MAX_FILES = 60;

const skip = process.platform === "linux" ? false : "workers share a port on Linux only";

test(
  "spawnWorker tells why a worker could not be started when no file is left",
  { skip },
  async () => {
    const runtime = "deno" in process.versions
      ? [process.execPath, "run", "-A"]
      : [process.execPath];
    const withFewFiles = ["-c", `ulimit -n ${MAX_FILES}; exec "$@"`, "sh"];
    const child = spawn("sh", [...withFewFiles, ...runtime, program]);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    assertMatch(stdout, /^could not be started \(.+\)$/, stderr);
  },
);
