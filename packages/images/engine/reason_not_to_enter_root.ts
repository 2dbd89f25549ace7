import { spawnSync } from "node:child_process";
import process from "node:process";

const TRIAL = [
  "unshare --mount --propagation private -- unshare --pid --fork --mount-proc --kill-child",
  "--setgid=65532 --setuid=65532 -- true",
].join(" ").split(" ");

/** Why no image can be run here; undefined when one can. */
export function reasonNotToEnterRoot(): string | undefined {
  if (process.platform !== "linux") return "images are for Linux";
  const [program = "", ...args] = TRIAL;
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (status === 0) return undefined;
  const why = error?.message ?? stderr.trim().split("\n")[0];
  return `this user may not make mount and process namespaces on this machine (${why})`;
}
