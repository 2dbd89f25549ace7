import { spawn, spawnSync } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import type { KubectlCall, KubectlExit, KubectlRunner } from "./kubectl_runner.ts";

/** More than any run of ours leaves; a proxy that answers without end must not fill our memory. */
const MOST_BYTES = 256 * 2 ** 20;

const running = new Set<ChildProcessWithoutNullStreams>();
process.on("exit", () => {
  for (const child of running) killGroup(child);
});

/**
 * Runs `program` as a process that ends with ours.
 *
 * It leads a process group of its own: Ctrl-C in a terminal reaches us alone, and doesn't break off
 * the very calls that clean up.
 */
export function processRunner(program: string): KubectlRunner {
  return {
    run: (call) => new Promise((resolve, reject) => start(program, call, resolve, reject)),
    runSync({ args, input = "", timeoutMs }) {
      const { status, stdout, stderr, error } = spawnSync(program, args, {
        input,
        timeout: timeoutMs,
        killSignal: "SIGKILL",
        maxBuffer: MOST_BYTES,
        encoding: "utf8",
      });
      const failure = failureOf(error);
      return {
        code: status,
        stdout: stdout ?? "",
        stderr: stderr ?? "",
        ...(failure === undefined ? {} : { failure }),
      };
    },
  };
}

function start(
  program: string,
  { args, input, timeoutMs, signal, onLine }: KubectlCall,
  resolve: (exit: KubectlExit) => void,
  reject: (reason: unknown) => void,
): void {
  if (signal?.aborted) return reject(signal.reason);
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
  running.add(child);
  let failure: KubectlExit["failure"];
  const end = (why: KubectlExit["failure"]) => {
    failure ??= why;
    killGroup(child);
  };
  const abort = () => killGroup(child);
  signal?.addEventListener("abort", abort);
  const timer = setTimeout(() => end("timeout"), timeoutMs);
  const tooMuch = () => end("too much output");
  const stderr = collect(child.stderr, tooMuch);
  const stdout = onLine === undefined ? collect(child.stdout, tooMuch) : () => "";
  if (onLine !== undefined) createInterface({ input: child.stdout }).on("line", onLine);
  child.on("error", (error) => failure ??= failureOf(error) ?? "missing");
  // One that is gone breaks the pipe, which its exit says already.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  child.on("exit", () => killGroup(child));
  child.on("close", (code) => {
    running.delete(child);
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    if (signal?.aborted) return reject(signal.reason);
    const output = { stdout: stdout(), stderr: stderr() };
    resolve({ code, ...output, ...(failure === undefined ? {} : { failure }) });
  });
}

/** Ends it with what it has started, such as a plugin for credentials, which would keep its output open. */
function killGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is empty: all of it has ended.
  }
}

/** Keeps what comes, up to {@linkcode MOST_BYTES}. */
function collect(stream: NodeJS.ReadableStream, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) onTooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function failureOf(error: Error | undefined): KubectlExit["failure"] {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOENT" || code === "EACCES") return "missing";
  if (code === "ETIMEDOUT") return "timeout";
  return code === "ENOBUFS" ? "too much output" : undefined;
}
