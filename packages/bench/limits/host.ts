import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import process from "node:process";

/** How a command ended, and what it printed. */
export interface CommandResult {
  /** Its exit code; null if it was ended by a signal or could not be started. */
  readonly status: number | null;
  readonly stdout: string;
  /** Its standard error, or why it could not be started. */
  readonly stderr: string;
}

/** What limiting needs of the machine. Failures are system errors, with a `code` as of Node. */
export interface Host {
  readonly pid: number;
  readonly isRoot: boolean;
  exists(path: string): boolean;
  canWrite(path: string): boolean;
  read(path: string): string;
  /** Writes to a file that exists. */
  write(path: string, text: string): void;
  /** Names of all that is in a folder. */
  list(folder: string): string[];
  makeFolder(folder: string): void;
  /** Removes a folder that holds no other folders. */
  removeFolder(folder: string): void;
  run(command: readonly [string, ...string[]]): CommandResult;
}

/** Whether `error` is the answer of the system to a call, not a bug of ours. */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" &&
    /^E[A-Z0-9]+$/.test(error.code);
}

/** What `parse` makes of a file; undefined if the file can't be read, or the group of it is gone. */
export function readIfThere<T>(
  host: Host,
  path: string,
  parse: (text: string) => T | undefined,
): T | undefined {
  try {
    return parse(host.read(path));
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** The machine that we run on. */
export const thisHost: Host = {
  pid: process.pid,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  canWrite,
  read: (path) => readFileSync(path, "utf8"),
  // Without O_CREAT, so that a missing file is ENOENT: cgroupfs calls an attempt to create EACCES.
  write: (path, text) => writeFileSync(path, text, { flag: "r+" }),
  list: (folder) => readdirSync(folder),
  makeFolder: (folder) => void mkdirSync(folder),
  removeFolder: (folder) => rmdirSync(folder),
  run,
};

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function run([program, ...args]: readonly [string, ...string[]]): CommandResult {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    // systemd-run waits for as long as its manager hangs.
    timeout: 30_000,
  });
  return { status, stdout: stdout ?? "", stderr: error?.message ?? stderr };
}
