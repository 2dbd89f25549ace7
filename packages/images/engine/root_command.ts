import { fileURLToPath } from "node:url";
import { dieWithParent } from "@stt-bench/bench";

const script = fileURLToPath(new URL("./enter_root.sh", import.meta.url));

/** Where programs are looked for in an image, as its base says. */
export const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** How a command runs in a root. */
export interface RootOptions {
  /** The folder that becomes `/`. */
  readonly root: string;
  readonly workingDirectory: string;
  /** `uid:gid`; root if left out. */
  readonly user?: string | undefined;
  /** Nothing but `/tmp` can be written then. */
  readonly readOnly: boolean;
  /** All of the command's environment, besides `PATH`. */
  readonly env: Readonly<Record<string, string>>;
  /** A folder outside that is seen at `place` inside. */
  readonly cache?: { readonly folder: string; readonly place: string } | undefined;
}

/**
 * The command that runs `command` in a root of its own, with mounts and processes of its own, as PID 1
 * there. It ends with us. Needs Linux, util-linux, and the right to make namespaces.
 */
export function rootCommand(
  options: RootOptions,
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  const { root, workingDirectory, user = "0:0", readOnly, env, cache } = options;
  const [uid = "0", gid = "0"] = user.split(":");
  const variables = Object.entries({ PATH, ...env }).map(([name, value]) => `${name}=${value}`);
  const place = cache === undefined ? ["-", "-"] : [cache.folder, cache.place];
  return [
    ...[...dieWithParent, "unshare", "--mount", "--propagation", "private", "--"],
    ...["env", "-i", ...variables, "sh", script],
    ...[root, workingDirectory, uid, gid, readOnly ? "ro" : "rw", ...place, ...command],
  ] as unknown as [string, ...string[]];
}
