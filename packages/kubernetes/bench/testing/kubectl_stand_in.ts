/**
 * {@linkcode FakeCluster} as a program: what it keeps is in the file that FAKE_KUBECTL_STATE names.
 * **It isn't a cluster**; see there.
 */
import { mkdirSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { KubectlExit } from "../kubectl/kubectl_runner.ts";
import { FakeCluster } from "./fake_cluster.ts";
import { fakePhases } from "./fake_phases.ts";

const path = process.env["FAKE_KUBECTL_STATE"]!;
const lock = `${path}.lock`;

/** One that was killed leaves its lock behind. */
const STALE_MS = 2000;

async function withLock<T>(use: () => T): Promise<T> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
      if (Date.now() - mtimeMs > STALE_MS) rmdirSync(lock);
      await sleep(5);
    }
  }
  try {
    return use();
  } finally {
    rmdirSync(lock);
  }
}

function answer(args: readonly string[], input: string): KubectlExit {
  const cluster = new FakeCluster(JSON.parse(readFileSync(path, "utf8")));
  const exit = cluster.handle(args, input);
  writeFileSync(`${path}.new`, JSON.stringify(cluster.state));
  renameSync(`${path}.new`, path);
  return exit;
}

const args = process.argv.slice(2);
const input = args.includes("-") ? readFileSync(0, "utf8") : "";
const { code, stdout, stderr } = await withLock(() => answer(args, input));
process.stdout.write(stdout);
process.stderr.write(stderr);
if (args.includes("logs") && args.includes("-f")) {
  for await (const line of fakePhases()) process.stdout.write(`${line}\n`);
}
process.exitCode = code ?? 1;
