import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

/** As root, or as root of a user namespace, which an unprivileged user can often make. */
const COMMANDS = [
  ["unshare", "--net", "--"],
  ["unshare", "--user", "--map-root-user", "--net", "--"],
] as const;

/**
 * Small enough to block within a fifth of a second of audio. It is the kernel's own minimum, and the
 * setting belongs to the network namespace.
 */
const SOCKET_BUFFER_BYTES = 4096;

const buffers = ["tcp_rmem", "tcp_wmem"].map((name) => `/proc/sys/net/ipv4/${name}`);

/** On a link with longer packets than the buffers, TCP would wait for windows that never open. */
const UP = ["link", "set", "dev", "lo", "up", "mtu", "1500"];

/** Makes the gateway end with us, even when it is stopped and we get SIGKILL. */
export const dieWithParent: readonly string[] = ["setpriv", "--pdeathsig", "KILL", "--"];

/** A network of its own can't be had on this machine. */
export class NoPrivateNetwork extends Error {
  override name = "NoPrivateNetwork";
}

/**
 * What to put before a command so that it runs in a network namespace of its own. It is tried out
 * first, with all that {@linkcode openNetwork} and {@linkcode shrinkSocketBuffers} are going to do.
 *
 * @throws {NoPrivateNetwork} if none can be made here.
 */
export function findPrivateNetwork(): readonly string[] {
  const test = [`ip ${UP.join(" ")}`, ...buffers.map((path) => `test -w ${path}`)];
  const script = [...test, `${dieWithParent.join(" ")} true`].join(" && ");
  const problems: string[] = [];
  for (const command of COMMANDS) {
    const [program, ...args] = [...command, "sh", "-c", script];
    const { status, stderr, error } = spawnSync(program!, args, { encoding: "utf8" });
    if (status === 0) return command;
    problems.push(error?.message ?? (stderr.trim().split("\n")[0] || `exit code ${status}`));
  }
  throw new NoPrivateNetwork(
    "Cannot make a network of its own: expected Linux with unshare, ip and setpriv, and the right " +
      `to use them, got ${[...new Set(problems)].join("; ")}`,
  );
}

/**
 * Brings up the loopback of a new network namespace.
 *
 * @throws {NoPrivateNetwork} if this one is in use: what is made to fail here would fail for others.
 */
export function openNetwork(): void {
  const inUse = execFileSync("ip", ["link", "show", "up"], { encoding: "utf8" });
  if (inUse !== "") {
    throw new NoPrivateNetwork(
      `Cannot open a network: expected one without links that are up, got ${inUse.split("\n")[0]}`,
    );
  }
  execFileSync("ip", UP);
}

/** From now on each new socket of this network namespace has small buffers, for good. */
export function shrinkSocketBuffers(): void {
  const size = SOCKET_BUFFER_BYTES;
  for (const path of buffers) writeFileSync(path, `${size} ${size} ${size}`);
}
