import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import * as v from "valibot";

const LockFile = v.object({
  npm: v.optional(
    v.record(
      v.string(),
      v.object({ os: v.optional(v.array(v.string())), cpu: v.optional(v.array(v.string())) }),
    ),
    {},
  ),
});

/**
 * The npm packages that `deno.lock` names and `node_modules` lacks, as `name@version`. Packages for
 * other operating systems or processors don't count.
 */
export async function missingLibraries(root: string): Promise<string[]> {
  const text = await readFile(join(root, "deno.lock"), "utf8");
  const { npm } = v.parse(LockFile, JSON.parse(text));
  const wanted = Object.entries(npm)
    .filter(([, { os, cpu }]) =>
      (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true)
    )
    .map(([id]) => withoutPeers(id));
  const there = await Promise.all(wanted.map((id) => isInstalled(root, id)));
  return wanted.filter((_, index) => !there[index]);
}

/** `@hono/node-server@2.1.8_hono@4.13.19` is `@hono/node-server@2.1.8` with a peer dependency. */
function withoutPeers(id: string): string {
  const version = id.indexOf("@", 1);
  const peers = id.indexOf("_", version);
  return peers === -1 ? id : id.slice(0, peers);
}

async function isInstalled(root: string, id: string): Promise<boolean> {
  const folder = join(root, "node_modules", ".deno", id.replaceAll("/", "+"));
  return await access(folder).then(() => true, () => false);
}
