import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { Child } from "@stt-bench/bench";
import type { ChildOptions } from "@stt-bench/bench";
import type { BuiltImage } from "./build_image.ts";
import { PATH, rootCommand } from "./root_command.ts";

/** How an image is started, as `docker run` would be told. */
export interface StartImageOptions extends Pick<ChildOptions, "onStdoutLine" | "onStderrLine"> {
  readonly name: string;
  /** On top of the image's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** In place of the entry point. */
  readonly command?: readonly [string, ...string[]];
  /** Behind the entry point. */
  readonly args?: readonly string[];
}

/**
 * Starts the entry point of `image` as PID 1, as the image's user, on a read-only root. The network is
 * ours. A signal to the child reaches PID 1 as one from outside of its container does.
 */
export function startImage(
  { root, configuration }: BuiltImage,
  { name, env = {}, command, args = [], ...listeners }: StartImageOptions,
): Child {
  const { user, workingDirectory } = configuration;
  const entrypoint = command ?? configuration.entrypoint;
  if (entrypoint === undefined) throw new Error(`Cannot start ${name}: expected an ENTRYPOINT`);
  const options = {
    ...{ root, workingDirectory, user, readOnly: true },
    env: { ...configuration.env, ...env },
  };
  const inRoot = rootCommand(options, [...entrypoint, ...args]);
  return new Child({ name, command: inRoot, graceMs: 30_000, ...listeners });
}

/**
 * The process id, outside, of the PID 1 of a started image.
 *
 * @throws {Error} when there is none.
 */
export async function pidOfInit({ pid, name }: Child): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  const [first = ""] = children.trim().split(" ");
  if (first === "") throw new Error(`Cannot find PID 1 of ${name}: it has ended`);
  return Number(first);
}

/**
 * Runs the health check of a started image beside its PID 1, as Docker does.
 *
 * @throws {Error} with what it wrote when it exits with another code than 0.
 */
export async function checkHealth(
  { configuration: { healthCheck, user = "0:0", env, workingDirectory } }: BuiltImage,
  init: number,
  overrides: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (healthCheck === undefined || healthCheck === "none") {
    throw new Error("Cannot check the health: expected a HEALTHCHECK");
  }
  const [uid, gid] = user.split(":");
  const variables = Object.entries({ PATH, ...env, ...overrides }).map(([k, value]) =>
    `${k}=${value}`
  );
  await promisify(execFile)("env", [
    ...["-i", ...variables, "nsenter", `--target=${init}`, "--mount", "--pid", "--root"],
    ...[`--wd=/proc/${init}/root${workingDirectory}`, `--setuid=${uid}`, `--setgid=${gid}`, "--"],
    ...healthCheck,
  ]);
}
