import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { EXIT_WITH_PARENT } from "@stt-bench/program";
import { parseWorkerMessage } from "./worker_messages.ts";
import type { WorkerEvents, WorkerProcess } from "./worker_process.ts";

/** What to start. */
export interface SpawnOptions {
  /** Its command line behind the executable, which is ours: {@linkcode argumentsOfWorkers}. */
  readonly args: readonly string[];
  /** Variables on top of our own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly events: WorkerEvents;
  /** Called with each line of its standard error. */
  readonly onLogLine: (line: string) => void;
}

const running = new Set<number>();
process.on("exit", () => {
  for (const pid of running) signalProcess(pid, "SIGKILL");
});

/**
 * Starts this same program once more. Never throws: a process that cannot be started has ended. A new
 * one never outlives this one: it ends when the pipe between them closes, and an orderly exit of ours
 * kills it besides. It has a process group of its own, so that a Ctrl-C in the terminal is for us alone.
 */
export function spawnWorker(options: SpawnOptions): WorkerProcess {
  const { args, env, events, onLogLine } = options;
  // Without a file descriptor for them it has no pipes, which its type doesn't say; `error` follows.
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, ...env, [EXIT_WITH_PARENT]: "1" },
    stdio: "pipe",
    detached: true,
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  // A program that is missing says both `error` and `close` on some runtimes.
  const settled = Promise.withResolvers<string>();
  child.on("error", ({ message }) => settled.resolve(`could not be started (${message})`));
  child.on("close", (code, signal) => {
    settled.resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`);
  });
  settled.promise.then((how) => {
    if (pid !== undefined) running.delete(pid);
    events.ended(how);
  });
  // A worker that is gone breaks the pipe, which its end says already.
  child.stdin?.on("error", () => {});
  readLines(child.stdout, (line) => report(line, events));
  readLines(child.stderr, onLogLine);
  return {
    pid,
    ask: () => void child.stdin?.write("\n"),
    reload: () => signalProcess(pid, "SIGHUP"),
    stop: () => signalProcess(pid, "SIGTERM"),
    kill: () => signalProcess(pid, "SIGKILL"),
  };
}

/** `kill` of a child in Deno 2.9 closes its standard input besides, and so ends it before its time. */
function signalProcess(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined || !running.has(pid)) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended, and we are about to hear of it.
  }
}

function readLines(input: Readable | null | undefined, onLine: (line: string) => void): void {
  if (input) createInterface({ input }).on("line", onLine);
}

function report(line: string, events: WorkerEvents): void {
  const message = parseWorkerMessage(line);
  if (message?.event === "numbers") events.numbers(message.numbers);
  if (message?.event === "listening") events.listening(portOf(message.url));
}

/** A URL leaves out the port that belongs to its scheme. */
function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return Number(port || (protocol === "https:" ? 443 : 80));
}
